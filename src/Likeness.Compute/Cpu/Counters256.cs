using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Likeness.Compute.Cpu;

/// <summary>4 numbers in an AVX2 register.</summary>
internal readonly unsafe struct Counters256(Vector256<ulong> value) : ICounterLane<Counters256>
{
    private readonly Vector256<ulong> _value = value;

    public static int Width => 4;

    public static Counters256 EvenNumbers => new(Vector256<ulong>.Indices << 1);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Counters256 Create(uint value) => new(Vector256.Create((ulong)value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Counters256 operator +(Counters256 left, Counters256 right) => new(left._value + right._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Counters256 Xor(Counters256 a, Counters256 b, Counters256 c) => new(a._value ^ b._value ^ c._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Counters256 Multiply(Counters256 left, Counters256 right) =>
        new(Avx2.Multiply(left._value.AsUInt32(), right._value.AsUInt32()));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Counters256 High(Counters256 product) => new(product._value >>> 32);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Counters256 even, Counters256 odd, uint* destination) =>
        Vector256
            .ConditionalSelect(Vector256.Create((ulong)uint.MaxValue), even._value, odd._value << 32)
            .AsUInt32()
            .Store(destination);
}
