namespace Likeness.Compute.Cpu;

/// <summary>One double: the reference that every formula is tested against, based on the runtime's <see cref="Math"/>.</summary>
internal readonly unsafe struct LaneDouble(double value) : ILane<LaneDouble>
{
    public double Value { get; } = value;

    public static int Width => 1;

    public static LaneDouble Load(void* source) => new(*(double*)source);

    public static LaneDouble LoadPartial(void* source, int count, LaneDouble fill) => count > 0 ? Load(source) : fill;

    public static LaneDouble Broadcast(void* source) => new(*(double*)source);

    public static LaneDouble Create(double value) => new(value);

    public void Store(void* destination) => *(double*)destination = Value;

    public void StorePartial(void* destination, int count)
    {
        if (count > 0)
        {
            Store(destination);
        }
    }

    public static LaneDouble operator +(LaneDouble left, LaneDouble right) => new(left.Value + right.Value);

    public static LaneDouble operator -(LaneDouble left, LaneDouble right) => new(left.Value - right.Value);

    public static LaneDouble operator *(LaneDouble left, LaneDouble right) => new(left.Value * right.Value);

    public static LaneDouble operator /(LaneDouble left, LaneDouble right) => new(left.Value / right.Value);

    public static LaneDouble operator -(LaneDouble value) => new(-value.Value);

    public static LaneDouble MultiplyAdd(LaneDouble a, LaneDouble b, LaneDouble c) =>
        new(Math.FusedMultiplyAdd(a.Value, b.Value, c.Value));

    public static void AddProduct(ref LaneDouble sum, LaneDouble a, LaneDouble b) => sum = MultiplyAdd(a, b, sum);

    public static LaneDouble Min(LaneDouble left, LaneDouble right) => new(Math.Min(left.Value, right.Value));

    public static LaneDouble Max(LaneDouble left, LaneDouble right) => new(Math.Max(left.Value, right.Value));

    public static LaneDouble Abs(LaneDouble value) => new(Math.Abs(value.Value));

    public static LaneDouble Sqrt(LaneDouble value) => new(Math.Sqrt(value.Value));

    public static LaneDouble Floor(LaneDouble value) => new(Math.Floor(value.Value));

    public static LaneDouble Round(LaneDouble value) => new(Math.Round(value.Value, MidpointRounding.ToEven));

    public static LaneDouble GreaterThan(LaneDouble left, LaneDouble right) => Mask(left.Value > right.Value);

    public static LaneDouble GreaterThanOrEqual(LaneDouble left, LaneDouble right) => Mask(left.Value >= right.Value);

    public static LaneDouble EqualTo(LaneDouble left, LaneDouble right) => Mask(left.Value == right.Value);

    public static LaneDouble Select(LaneDouble mask, LaneDouble yes, LaneDouble no) =>
        BitConverter.DoubleToInt64Bits(mask.Value) != 0 ? yes : no;

    public static LaneDouble Swap(LaneDouble value, int distance) => value;

    public static LaneDouble Blend(LaneDouble lower, LaneDouble upper, int distance) => lower;

    public static LaneDouble Exp(LaneDouble x) => new(Math.Exp(x.Value));

    public static LaneDouble Log(LaneDouble x) => new(Math.Log(x.Value));

    public static LaneDouble Expm1(LaneDouble x) => new(DoubleFunctions.Expm1(x.Value));

    public static LaneDouble Log1P(LaneDouble x) => new(DoubleFunctions.Log1P(x.Value));

    public static LaneDouble Tanh(LaneDouble x) => new(Math.Tanh(x.Value));

    public static LaneDouble Sigmoid(LaneDouble x)
    {
        double e = Math.Exp(-Math.Abs(x.Value));
        return new((x.Value >= 0 ? 1 : e) / (1 + e));
    }

    public static LaneDouble Erf(LaneDouble x) => new(DoubleFunctions.Erf(x.Value));

    public static LaneDouble Sin(LaneDouble x) => new(Math.Sin(x.Value));

    public static LaneDouble Cos(LaneDouble x) => new(Math.Cos(x.Value));

    private static LaneDouble Mask(bool set) => new(BitConverter.Int64BitsToDouble(set ? -1L : 0L));
}
