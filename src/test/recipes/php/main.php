<?php
require __DIR__ . '/vendor/autoload.php';

$memory = new Example\Memory();
$memory->notice('one stage more');
echo implode('', $memory->lines);
