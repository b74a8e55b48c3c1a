using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Likeness.Compute.Cpu;

/// <summary>2 numbers in the runtime's portable vector.</summary>
internal readonly unsafe struct Counters128(Vector128<ulong> value) : ICounterLane<Counters128>
{
    private readonly Vector128<ulong> _value = value;

    public static int Width => 2;

    public static Counters128 EvenNumbers => new(Vector128<ulong>.Indices << 1);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Counters128 Create(uint value) => new(Vector128.Create((ulong)value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Counters128 operator +(Counters128 left, Counters128 right) => new(left._value + right._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Counters128 Xor(Counters128 a, Counters128 b, Counters128 c) => new(a._value ^ b._value ^ c._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Counters128 Multiply(Counters128 left, Counters128 right) =>
        new(
            Sse2.IsSupported
                ? Sse2.Multiply(left._value.AsUInt32(), right._value.AsUInt32())
                : (left._value & Vector128.Create((ulong)uint.MaxValue))
                    * (right._value & Vector128.Create((ulong)uint.MaxValue))
        );

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Counters128 High(Counters128 product) => new(product._value >>> 32);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Counters128 even, Counters128 odd, uint* destination) =>
        Vector128
            .ConditionalSelect(Vector128.Create((ulong)uint.MaxValue), even._value, odd._value << 32)
            .AsUInt32()
            .Store(destination);
}
