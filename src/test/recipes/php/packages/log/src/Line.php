<?php
namespace Example\Log;

class Line
{
    public static function of(string $text): string
    {
        return "info: " . $text . "\n";
    }
}
