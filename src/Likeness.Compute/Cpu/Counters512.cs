using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Likeness.Compute.Cpu;

/// <summary>8 numbers in an AVX-512 register.</summary>
internal readonly unsafe struct Counters512(Vector512<ulong> value) : ICounterLane<Counters512>
{
    private readonly Vector512<ulong> _value = value;

    public static int Width => 8;

    public static Counters512 EvenNumbers => new(Vector512<ulong>.Indices << 1);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Counters512 Create(uint value) => new(Vector512.Create((ulong)value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Counters512 operator +(Counters512 left, Counters512 right) => new(left._value + right._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Counters512 Xor(Counters512 a, Counters512 b, Counters512 c) =>
        new(Avx512F.TernaryLogic(a._value, b._value, c._value, 0x96));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Counters512 Multiply(Counters512 left, Counters512 right) =>
        new(Avx512F.Multiply(left._value.AsUInt32(), right._value.AsUInt32()));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Counters512 High(Counters512 product) => new(product._value >>> 32);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Counters512 even, Counters512 odd, uint* destination) =>
        Vector512
            .ConditionalSelect(Vector512.Create((ulong)uint.MaxValue), even._value, odd._value << 32)
            .AsUInt32()
            .Store(destination);
}
