import yaml

print(yaml.safe_load("stages: [build, run]"))
