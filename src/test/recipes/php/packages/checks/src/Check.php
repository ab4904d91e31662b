<?php
namespace Example\Checks;

class Check
{
    public static function that(bool $isTrue): void
    {
        assert($isTrue);
    }
}
