namespace Likeness.Compute.Cpu;

/// <summary>
/// A register of the Philox cipher: a 32-bit number in the lower half of each 64-bit element. The upper halves are arbitrary, since
/// the multiplication ignores them.
/// </summary>
/// <typeparam name="T">The register itself.</typeparam>
internal unsafe interface ICounterLane<T>
    where T : struct, ICounterLane<T>
{
    /// <summary>How many numbers the register holds.</summary>
    static abstract int Width { get; }

    /// <summary>The same number in every lane.</summary>
    static abstract T Create(uint value);

    /// <summary>0, 2, 4, ….</summary>
    static abstract T EvenNumbers { get; }

    /// <summary>The sum of the lower halves, modulo 2³².</summary>
    static abstract T operator +(T left, T right);

    /// <summary>a ⊕ b ⊕ c, which AVX-512 has as one instruction.</summary>
    static abstract T Xor(T a, T b, T c);

    /// <summary>The 64-bit products of the lower halves.</summary>
    static abstract T Multiply(T left, T right);

    /// <summary>The upper half of a product.</summary>
    static abstract T High(T product);

    /// <summary>Writes the lower halves, interleaving <paramref name="even"/> and <paramref name="odd"/>.</summary>
    static abstract void Store(T even, T odd, uint* destination);
}
