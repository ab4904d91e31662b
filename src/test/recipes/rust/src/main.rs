fn main() {
    let words: Vec<String> = std::env::args().skip(1).collect();
    for word in words.iter().rev() {
        println!("{}", word.chars().rev().collect::<String>());
    }
    println!("{}", words.len());
}
