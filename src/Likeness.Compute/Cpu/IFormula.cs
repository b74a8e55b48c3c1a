namespace Likeness.Compute.Cpu;

/// <summary>A function of one number, written once for every lane.</summary>
internal interface IUnaryFormula
{
    static abstract T Apply<T>(T x)
        where T : struct, ILane<T>;
}

/// <summary>A function of two numbers, written once for every lane.</summary>
internal interface IBinaryFormula
{
    static abstract T Apply<T>(T a, T b)
        where T : struct, ILane<T>;
}

/// <summary>A function of three numbers, written once for every lane.</summary>
internal interface ITernaryFormula
{
    static abstract T Apply<T>(T a, T b, T c)
        where T : struct, ILane<T>;
}
