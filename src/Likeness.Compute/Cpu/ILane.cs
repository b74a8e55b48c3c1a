namespace Likeness.Compute.Cpu;

/// <summary>
/// A vector of numbers. A formula written over it once serves every instruction set and the double-precision reference. A mask is a
/// lane of all-ones or all-zeros elements.
/// </summary>
/// <typeparam name="T">The lane itself.</typeparam>
internal unsafe interface ILane<T>
    where T : struct, ILane<T>
{
    /// <summary>How many elements the vector holds.</summary>
    static abstract int Width { get; }

    /// <summary>Reads <see cref="Width"/> elements at any alignment.</summary>
    static abstract T Load(void* source);

    /// <summary>Reads the first <paramref name="count"/> (0 … Width) elements and nothing beyond; the rest are those of <paramref name="fill"/>.</summary>
    static abstract T LoadPartial(void* source, int count, T fill);

    /// <summary>Broadcasts one element to every lane.</summary>
    static abstract T Broadcast(void* source);

    /// <summary>The same value in every lane, rounded to the element type.</summary>
    static abstract T Create(double value);

    /// <summary>Writes <see cref="Width"/> elements at any alignment.</summary>
    void Store(void* destination);

    /// <summary>Writes the first <paramref name="count"/> (0 … Width) elements and nothing beyond.</summary>
    void StorePartial(void* destination, int count);

    static abstract T operator +(T left, T right);

    static abstract T operator -(T left, T right);

    static abstract T operator *(T left, T right);

    static abstract T operator /(T left, T right);

    static abstract T operator -(T value);

    /// <summary>a · b + c, rounded once where the processor can.</summary>
    static abstract T MultiplyAdd(T a, T b, T c);

    /// <summary>
    /// Adds a · b to a sum, as <see cref="MultiplyAdd"/>. The sum stays in its register; returning a result would cost the JIT a
    /// move each time.
    /// </summary>
    static abstract void AddProduct(ref T sum, T a, T b);

    /// <summary>The smaller; NaN where either is NaN (IEEE 754-2019 minimum, signed zeros aside).</summary>
    static abstract T Min(T left, T right);

    /// <summary>The greater; NaN where either is NaN (IEEE 754-2019 maximum, signed zeros aside).</summary>
    static abstract T Max(T left, T right);

    static abstract T Abs(T value);
    static abstract T Sqrt(T value);
    static abstract T Floor(T value);

    /// <summary>The nearest integer, ties to even.</summary>
    static abstract T Round(T value);

    static abstract T GreaterThan(T left, T right);
    static abstract T GreaterThanOrEqual(T left, T right);
    static abstract T EqualTo(T left, T right);

    /// <summary>Elements of <paramref name="yes"/> where the mask is set, of <paramref name="no"/> elsewhere.</summary>
    static abstract T Select(T mask, T yes, T no);

    /// <summary>
    /// Exchanges every two elements whose indices differ by <paramref name="distance"/> (a power of two below Width, a constant).
    /// </summary>
    static abstract T Swap(T value, int distance);

    /// <summary>
    /// Of the elements whose indices differ by <paramref name="distance"/> (as in <see cref="Swap"/>), the lower ones of one vector
    /// and the upper ones of another.
    /// </summary>
    static abstract T Blend(T lower, T upper, int distance);

    /// <summary>eˣ; 0 and ∞ beyond the range, subnormal results kept.</summary>
    static abstract T Exp(T x);

    /// <summary>ln x; −∞ at 0, NaN below.</summary>
    static abstract T Log(T x);

    /// <summary>eˣ − 1, relatively accurate near 0.</summary>
    static abstract T Expm1(T x);

    /// <summary>ln(1 + x), relatively accurate near 0; −∞ at −1, NaN below.</summary>
    static abstract T Log1P(T x);

    static abstract T Tanh(T x);

    /// <summary>1 / (1 + e⁻ˣ), relatively accurate in the lower tail.</summary>
    static abstract T Sigmoid(T x);

    /// <summary>The error function 2/√π ∫₀ˣ e^(−t²) dt.</summary>
    static abstract T Erf(T x);

    static abstract T Sin(T x);
    static abstract T Cos(T x);
}
