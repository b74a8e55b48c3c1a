namespace Likeness.Compute.Cpu;

/// <summary>A number that is a constant to the JIT.</summary>
internal interface ICount
{
    static abstract int Value { get; }
}

/// <summary>The number 0.</summary>
internal readonly struct N0 : ICount
{
    public static int Value => 0;
}

/// <summary>The number 1.</summary>
internal readonly struct N1 : ICount
{
    public static int Value => 1;
}

/// <summary>The number 2.</summary>
internal readonly struct N2 : ICount
{
    public static int Value => 2;
}

/// <summary>The number 3.</summary>
internal readonly struct N3 : ICount
{
    public static int Value => 3;
}

/// <summary>The number 4.</summary>
internal readonly struct N4 : ICount
{
    public static int Value => 4;
}

/// <summary>The number 5.</summary>
internal readonly struct N5 : ICount
{
    public static int Value => 5;
}

/// <summary>The number 6.</summary>
internal readonly struct N6 : ICount
{
    public static int Value => 6;
}

/// <summary>The number 7.</summary>
internal readonly struct N7 : ICount
{
    public static int Value => 7;
}

/// <summary>The number 8.</summary>
internal readonly struct N8 : ICount
{
    public static int Value => 8;
}
