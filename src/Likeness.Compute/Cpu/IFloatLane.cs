namespace Likeness.Compute.Cpu;

/// <summary>The bit operations on lanes that the float polynomials and the random numbers need.</summary>
/// <typeparam name="T">The lane itself.</typeparam>
internal unsafe interface IFloatLane<T> : ILane<T>
    where T : struct, IFloatLane<T>
{
    /// <summary>x · 2ⁿ for x in [1/2, 2] and an integral n in [−252, 128], rounded once where the result is subnormal.</summary>
    static abstract T ScaleByPowerOfTwo(T x, T n);

    /// <summary>
    /// Splits x into mantissa · 2^exponent with the mantissa in [3/4, 3/2). 0 gives exponent −∞, ∞ gives exponent ∞,
    /// negative numbers and NaN give exponent NaN; the mantissa is then 1 or NaN.
    /// </summary>
    static abstract T Split(T x, out T exponent);

    /// <summary>The smaller of two by the processor's instruction: the right one if either is NaN on x64.</summary>
    static abstract T MinNative(T left, T right);

    /// <summary>The greater of two by the processor's instruction: the right one if either is NaN on x64.</summary>
    static abstract T MaxNative(T left, T right);

    /// <summary>The magnitude of the first with the sign of the second.</summary>
    static abstract T CopySign(T magnitude, T sign);

    /// <summary>Whether any lane of a mask is set.</summary>
    static abstract bool Any(T mask);

    /// <summary>The upper 24 bits of each 32-bit word, as exact floats.</summary>
    static abstract T LoadHigh24(uint* words);

    /// <summary>The lower 8 bits of each 32-bit word, as exact floats.</summary>
    static abstract T LoadLow8(uint* words);
}
