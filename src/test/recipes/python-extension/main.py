import greet

print(greet.greet())
