namespace Likeness.Compute.Cpu;

/// <summary>An associative and commutative operation with its neutral element.</summary>
internal interface IReduction
{
    static abstract T Identity<T>()
        where T : struct, ILane<T>;

    static abstract T Combine<T>(T a, T b)
        where T : struct, ILane<T>;
}
