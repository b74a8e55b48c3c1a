namespace Likeness.Compute.Cpu;

/// <summary>
/// How the elementwise loop reads one argument; constant to the JIT, which compiles each combination as a separate loop.
/// </summary>
internal interface IAccess
{
    /// <summary>Whether a row has an element for each column.</summary>
    static abstract bool IsContiguous { get; }

    /// <summary>Whether a row has one element that is broadcast to all columns.</summary>
    static abstract bool IsRepeated { get; }
}

/// <summary>An element for each column.</summary>
internal readonly struct Contiguous : IAccess
{
    public static bool IsContiguous => true;

    public static bool IsRepeated => false;
}

/// <summary>One element broadcast to all columns.</summary>
internal readonly struct Repeated : IAccess
{
    public static bool IsContiguous => false;

    public static bool IsRepeated => true;
}

/// <summary>No such argument.</summary>
internal readonly struct Absent : IAccess
{
    public static bool IsContiguous => false;

    public static bool IsRepeated => false;
}
