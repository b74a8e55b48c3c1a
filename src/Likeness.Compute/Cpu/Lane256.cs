using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Likeness.Compute.Cpu;

/// <summary>8 floats in an AVX register, with fused multiply-add.</summary>
internal readonly unsafe struct Lane256(Vector256<float> value) : IFloatLane<Lane256>
{
    private readonly Vector256<float> _value = value;

    public static int Width => 8;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane256 Load(void* source) => new(Vector256.Load((float*)source));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane256 LoadPartial(void* source, int count, Lane256 fill)
    {
        Vector256<float> first = First(count);
        return new(Avx.BlendVariable(fill._value, Avx.MaskLoad((float*)source, first), first));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void StorePartial(void* destination, int count) => Avx.MaskStore((float*)destination, First(count), _value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> First(int count) =>
        Vector256.GreaterThan(Vector256.Create(count), Vector256<int>.Indices).AsSingle();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane256 Broadcast(void* source) => new(Vector256.Create(*(float*)source));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane256 Create(double value) => new(Vector256.Create((float)value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(void* destination) => _value.Store((float*)destination);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane256 operator +(Lane256 left, Lane256 right) => new(left._value + right._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane256 operator -(Lane256 left, Lane256 right) => new(left._value - right._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane256 operator *(Lane256 left, Lane256 right) => new(left._value * right._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane256 operator /(Lane256 left, Lane256 right) => new(left._value / right._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane256 operator -(Lane256 value) => new(-value._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane256 MultiplyAdd(Lane256 a, Lane256 b, Lane256 c) =>
        new(Fma.MultiplyAdd(a._value, b._value, c._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AddProduct(ref Lane256 sum, Lane256 a, Lane256 b) =>
        Unsafe.As<Lane256, Vector256<float>>(ref sum) = Fma.MultiplyAdd(a._value, b._value, sum._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane256 Min(Lane256 left, Lane256 right) => new(Vector256.Min(left._value, right._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane256 Max(Lane256 left, Lane256 right) => new(Vector256.Max(left._value, right._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane256 MinNative(Lane256 left, Lane256 right) => new(Vector256.MinNative(left._value, right._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane256 MaxNative(Lane256 left, Lane256 right) => new(Vector256.MaxNative(left._value, right._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane256 Abs(Lane256 value) => new(Vector256.Abs(value._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane256 Sqrt(Lane256 value) => new(Vector256.Sqrt(value._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane256 Floor(Lane256 value) => new(Vector256.Floor(value._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane256 Round(Lane256 value) => new(Vector256.Round(value._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane256 GreaterThan(Lane256 left, Lane256 right) =>
        new(Vector256.GreaterThan(left._value, right._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane256 GreaterThanOrEqual(Lane256 left, Lane256 right) =>
        new(Vector256.GreaterThanOrEqual(left._value, right._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane256 EqualTo(Lane256 left, Lane256 right) => new(Vector256.Equals(left._value, right._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane256 Select(Lane256 mask, Lane256 yes, Lane256 no) =>
        new(Vector256.ConditionalSelect(mask._value, yes._value, no._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane256 CopySign(Lane256 magnitude, Lane256 sign) =>
        new(Vector256.CopySign(magnitude._value, sign._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool Any(Lane256 mask) => Vector256.ExtractMostSignificantBits(mask._value) != 0;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane256 LoadHigh24(uint* words) =>
        new(Vector256.ConvertToSingle(Vector256.Load(words).AsInt32() >>> 8));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane256 LoadLow8(uint* words) =>
        new(Vector256.ConvertToSingle(Vector256.Load(words).AsInt32() & Vector256.Create(0xFF)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane256 ScaleByPowerOfTwo(Lane256 x, Lane256 n)
    {
        // The processor takes ten times as long to multiply to a subnormal result, so its bits are computed as a multiple of 2⁻¹⁴⁹.
        Vector256<float> isSmall = Vector256.LessThan(n._value, Vector256.Create(-125f));
        Vector256<int> whole = Vector256.ConvertToInt32Native(n._value + (isSmall & Vector256.Create(149f)));

        // Computed at half the power and doubled, because 2¹²⁸ overflows.
        Vector256<float> product = x._value * ((whole + Vector256.Create(126)) << 23).AsSingle();
        product += product;
        Vector256<float> bits = Avx.ConvertToVector256Int32(product).AsSingle();
        return new(Vector256.ConditionalSelect(isSmall, bits, product));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane256 Split(Lane256 x, out Lane256 exponent)
    {
        Vector256<float> infinity = Vector256.Create(float.PositiveInfinity);
        Vector256<float> normal =
            Vector256.GreaterThan(x._value, Vector256<float>.Zero) & Vector256.LessThan(x._value, infinity);
        Vector256<float> special = Vector256.ConditionalSelect(
            Vector256.Equals(x._value, Vector256<float>.Zero),
            -infinity,
            Vector256.ConditionalSelect(
                Vector256.LessThan(x._value, Vector256<float>.Zero),
                Vector256.Create(float.NaN),
                x._value
            )
        );

        Vector256<float> subnormal = Vector256.LessThan(x._value, Vector256.Create(1.17549435e-38f));
        Vector256<int> bits = Vector256.ConditionalSelect(subnormal, x._value * 16777216f, x._value).AsInt32();
        Vector256<int> power = (bits - Vector256.Create(0x3F400000)) >> 23;
        Vector256<float> e = Vector256.ConvertToSingle(power) - (subnormal & Vector256.Create(24f));
        exponent = new(Vector256.ConditionalSelect(normal, e, special));
        return new(Vector256.ConditionalSelect(normal, (bits - (power << 23)).AsSingle(), Vector256.Create(1f)));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane256 Swap(Lane256 value, int distance) =>
        new(
            distance switch
            {
                4 => Avx.Permute2x128(value._value, value._value, 1),
                2 => Avx.Permute(value._value, 0b01_00_11_10),
                _ => Avx.Permute(value._value, 0b10_11_00_01),
            }
        );

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane256 Blend(Lane256 lower, Lane256 upper, int distance) =>
        new(
            distance switch
            {
                4 => Avx.Blend(lower._value, upper._value, 0b1111_0000),
                2 => Avx.Blend(lower._value, upper._value, 0b1100_1100),
                _ => Avx.Blend(lower._value, upper._value, 0b1010_1010),
            }
        );

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane256 Exp(Lane256 x) => FloatExponential.Exp(x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane256 Expm1(Lane256 x) => FloatExponential.Expm1(x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane256 Tanh(Lane256 x) => FloatExponential.Tanh(x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane256 Sigmoid(Lane256 x) => FloatExponential.Sigmoid(x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane256 Log(Lane256 x) => FloatLogarithm.Log(x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane256 Log1P(Lane256 x) => FloatLogarithm.Log1P(x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane256 Erf(Lane256 x) => FloatErf.Erf(x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane256 Sin(Lane256 x) => FloatTrigonometry.Sin(x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane256 Cos(Lane256 x) => FloatTrigonometry.Cos(x);
}
