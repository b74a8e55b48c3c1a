using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Likeness.Compute.Cpu;

/// <summary>4 floats in the runtime's portable vector; multiply-add is fused where the processor has it.</summary>
internal readonly unsafe struct Lane128(Vector128<float> value) : IFloatLane<Lane128>
{
    private readonly Vector128<float> _value = value;

    public static int Width => 4;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane128 Load(void* source) => new(Vector128.Load((float*)source));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane128 LoadPartial(void* source, int count, Lane128 fill)
    {
        float* padded = stackalloc float[4];
        fill.Store(padded);
        for (int i = 0; i < count; i++)
        {
            padded[i] = ((float*)source)[i];
        }

        return Load(padded);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void StorePartial(void* destination, int count)
    {
        float* padded = stackalloc float[4];
        Store(padded);
        for (int i = 0; i < count; i++)
        {
            ((float*)destination)[i] = padded[i];
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane128 Broadcast(void* source) => new(Vector128.Create(*(float*)source));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane128 Create(double value) => new(Vector128.Create((float)value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(void* destination) => _value.Store((float*)destination);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane128 operator +(Lane128 left, Lane128 right) => new(left._value + right._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane128 operator -(Lane128 left, Lane128 right) => new(left._value - right._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane128 operator *(Lane128 left, Lane128 right) => new(left._value * right._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane128 operator /(Lane128 left, Lane128 right) => new(left._value / right._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane128 operator -(Lane128 value) => new(-value._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane128 MultiplyAdd(Lane128 a, Lane128 b, Lane128 c) =>
        new(Vector128.MultiplyAddEstimate(a._value, b._value, c._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AddProduct(ref Lane128 sum, Lane128 a, Lane128 b) =>
        Unsafe.As<Lane128, Vector128<float>>(ref sum) = Vector128.MultiplyAddEstimate(a._value, b._value, sum._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane128 Min(Lane128 left, Lane128 right) => new(Vector128.Min(left._value, right._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane128 Max(Lane128 left, Lane128 right) => new(Vector128.Max(left._value, right._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane128 MinNative(Lane128 left, Lane128 right) => new(Vector128.MinNative(left._value, right._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane128 MaxNative(Lane128 left, Lane128 right) => new(Vector128.MaxNative(left._value, right._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane128 Abs(Lane128 value) => new(Vector128.Abs(value._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane128 Sqrt(Lane128 value) => new(Vector128.Sqrt(value._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane128 Floor(Lane128 value) => new(Vector128.Floor(value._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane128 Round(Lane128 value) => new(Vector128.Round(value._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane128 GreaterThan(Lane128 left, Lane128 right) =>
        new(Vector128.GreaterThan(left._value, right._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane128 GreaterThanOrEqual(Lane128 left, Lane128 right) =>
        new(Vector128.GreaterThanOrEqual(left._value, right._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane128 EqualTo(Lane128 left, Lane128 right) => new(Vector128.Equals(left._value, right._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane128 Select(Lane128 mask, Lane128 yes, Lane128 no) =>
        new(Vector128.ConditionalSelect(mask._value, yes._value, no._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane128 CopySign(Lane128 magnitude, Lane128 sign) =>
        new(Vector128.CopySign(magnitude._value, sign._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool Any(Lane128 mask) => Vector128.ExtractMostSignificantBits(mask._value) != 0;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane128 LoadHigh24(uint* words) =>
        new(Vector128.ConvertToSingle(Vector128.Load(words).AsInt32() >>> 8));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane128 LoadLow8(uint* words) =>
        new(Vector128.ConvertToSingle(Vector128.Load(words).AsInt32() & Vector128.Create(0xFF)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane128 ScaleByPowerOfTwo(Lane128 x, Lane128 n)
    {
        // The processor takes ten times as long to multiply to a subnormal result, so its bits are computed as a multiple of 2⁻¹⁴⁹.
        Vector128<float> isSmall = Vector128.LessThan(n._value, Vector128.Create(-125f));
        Vector128<int> whole = Vector128.ConvertToInt32Native(n._value + (isSmall & Vector128.Create(149f)));

        // Computed at half the power and doubled, because 2¹²⁸ overflows.
        Vector128<float> product = x._value * ((whole + Vector128.Create(126)) << 23).AsSingle();
        product += product;
        Vector128<float> bits = Vector128.ConvertToInt32Native(Vector128.Round(product)).AsSingle();
        return new(Vector128.ConditionalSelect(isSmall, bits, product));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane128 Split(Lane128 x, out Lane128 exponent)
    {
        Vector128<float> infinity = Vector128.Create(float.PositiveInfinity);
        Vector128<float> normal =
            Vector128.GreaterThan(x._value, Vector128<float>.Zero) & Vector128.LessThan(x._value, infinity);
        Vector128<float> special = Vector128.ConditionalSelect(
            Vector128.Equals(x._value, Vector128<float>.Zero),
            -infinity,
            Vector128.ConditionalSelect(
                Vector128.LessThan(x._value, Vector128<float>.Zero),
                Vector128.Create(float.NaN),
                x._value
            )
        );

        Vector128<float> subnormal = Vector128.LessThan(x._value, Vector128.Create(1.17549435e-38f));
        Vector128<int> bits = Vector128.ConditionalSelect(subnormal, x._value * 16777216f, x._value).AsInt32();
        Vector128<int> power = (bits - Vector128.Create(0x3F400000)) >> 23;
        Vector128<float> e = Vector128.ConvertToSingle(power) - (subnormal & Vector128.Create(24f));
        exponent = new(Vector128.ConditionalSelect(normal, e, special));
        return new(Vector128.ConditionalSelect(normal, (bits - (power << 23)).AsSingle(), Vector128.Create(1f)));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane128 Swap(Lane128 value, int distance) =>
        new(
            distance == 2
                ? Vector128.Shuffle(value._value, Vector128.Create(2, 3, 0, 1))
                : Vector128.Shuffle(value._value, Vector128.Create(1, 0, 3, 2))
        );

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane128 Blend(Lane128 lower, Lane128 upper, int distance) =>
        new(
            Vector128.ConditionalSelect(
                distance == 2 ? Vector128.Create(-1, -1, 0, 0).AsSingle() : Vector128.Create(-1, 0, -1, 0).AsSingle(),
                lower._value,
                upper._value
            )
        );

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane128 Exp(Lane128 x) => FloatExponential.Exp(x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane128 Expm1(Lane128 x) => FloatExponential.Expm1(x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane128 Tanh(Lane128 x) => FloatExponential.Tanh(x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane128 Sigmoid(Lane128 x) => FloatExponential.Sigmoid(x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane128 Log(Lane128 x) => FloatLogarithm.Log(x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane128 Log1P(Lane128 x) => FloatLogarithm.Log1P(x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane128 Erf(Lane128 x) => FloatErf.Erf(x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane128 Sin(Lane128 x) => FloatTrigonometry.Sin(x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane128 Cos(Lane128 x) => FloatTrigonometry.Cos(x);
}
