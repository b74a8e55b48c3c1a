using Likeness.Compute.Cpu;
using Likeness.Testing;

namespace Likeness.Compute.Tests.Cpu;

/// <summary>Zeros, infinities, NaN and extreme values; and the same bits at every position of a row.</summary>
public sealed unsafe class SpecialValueTests
{
    private const float Inf = float.PositiveInfinity;

    private static readonly Dictionary<string, Kernel> Unary = new()
    {
        ["abs"] = Kernel.Unary<Abs>(),
        ["cos"] = Kernel.Unary<Cos>(),
        ["erf"] = Kernel.Unary<Erf>(),
        ["exp"] = Kernel.Unary<Exp>(),
        ["expm1"] = Kernel.Unary<Expm1>(),
        ["floor"] = Kernel.Unary<Floor>(),
        ["log"] = Kernel.Unary<Log>(),
        ["log1p"] = Kernel.Unary<Log1P>(),
        ["neg"] = Kernel.Unary<Neg>(),
        ["reciprocal"] = Kernel.Unary<Reciprocal>(),
        ["relu"] = Kernel.Unary<Relu>(),
        ["sigmoid"] = Kernel.Unary<Sigmoid>(),
        ["sign"] = Kernel.Unary<Sign>(),
        ["sin"] = Kernel.Unary<Sin>(),
        ["softplus"] = Kernel.Unary<Softplus>(),
        ["sqrt"] = Kernel.Unary<Sqrt>(),
        ["square"] = Kernel.Unary<Square>(),
        ["tanh"] = Kernel.Unary<Tanh>(),
    };

    public static TheoryData<InstructionSet> AllSets => Sets.Theory;

    public static TheoryData<InstructionSet, string> Functions()
    {
        TheoryData<InstructionSet, string> cases = [];
        foreach (InstructionSet set in Sets.Here)
        {
            foreach (string name in Unary.Keys)
            {
                cases.Add(set, name);
            }
        }

        return cases;
    }

    [Theory]
    [MemberData(nameof(AllSets))]
    public void EndsOfTheRange(InstructionSet set)
    {
        Is(set, "exp", (-Inf, 0), (Inf, Inf), (0, 1), (-200, 0), (89, Inf), (88.72283f, 3.4028e38f));
        Is(set, "log", (0, -Inf), (-0f, -Inf), (-1, float.NaN), (-Inf, float.NaN), (Inf, Inf), (1, 0));
        Is(set, "log", (float.Epsilon, -103.27893f), (float.MaxValue, 88.72284f));
        Is(set, "log1p", (-1, -Inf), (-2, float.NaN), (-Inf, float.NaN), (Inf, Inf), (0, 0), (1e-30f, 1e-30f));
        Is(set, "expm1", (-Inf, -1), (Inf, Inf), (1e-30f, 1e-30f), (-100, -1), (89, Inf));
        Is(set, "tanh", (Inf, 1), (-Inf, -1), (1e-30f, 1e-30f));
        Is(set, "sigmoid", (Inf, 1), (-Inf, 0), (0, 0.5f), (-100, 3.783506e-44f));
        Is(set, "softplus", (Inf, Inf), (-Inf, 0), (-80, 1.8048513e-35f), (1000, 1000));
        Is(set, "erf", (Inf, 1), (-Inf, -1), (1e-30f, 1.1283792e-30f));
        Is(set, "sqrt", (-1, float.NaN), (Inf, Inf));
        Is(set, "sign", (-3, -1), (0, 0), (7, 1), (Inf, 1), (-Inf, -1));
        Is(set, "relu", (-Inf, 0), (Inf, Inf), (-1e-40f, 0));
        Is(set, "floor", (-0.5f, -1), (1e30f, 1e30f), (2.5f, 2));
        Is(set, "sin", (Inf, float.NaN), (1e8f, 0.931639f), (-1e8f, -0.931639f));
        Is(set, "cos", (-Inf, float.NaN), (1e8f, -0.363385f));
    }

    [Theory]
    [MemberData(nameof(Functions))]
    public void NaNStaysNaN(InstructionSet set, string name) => Is(set, name, (float.NaN, float.NaN));

    [Theory]
    [MemberData(nameof(AllSets))]
    public void NaNOnEitherSideOfABinaryFunctionStays(InstructionSet set)
    {
        Kernel[] kernels =
        [
            Kernel.Binary<Max>(),
            Kernel.Binary<Min>(),
            Kernel.Binary<Add>(),
            Kernel.Binary<Sub>(),
            Kernel.Binary<Mul>(),
            Kernel.Binary<Div>(),
        ];
        foreach (Kernel kernel in kernels)
        {
            Assert.True(float.IsNaN(Apply(set, kernel, float.NaN, 1)));
            Assert.True(float.IsNaN(Apply(set, kernel, 1, float.NaN)));
        }

        foreach (Kernel kernel in new[] { Kernel.Binary<Greater>(), Kernel.Binary<Equal>() })
        {
            Assert.Equal(0, Apply(set, kernel, float.NaN, 1));
            Assert.Equal(0, Apply(set, kernel, 1, float.NaN));
        }
    }

    [Theory]
    [MemberData(nameof(AllSets))]
    public void Comparisons(InstructionSet set)
    {
        Assert.Equal(1, Apply(set, Kernel.Binary<Equal>(), 0, -0f));
        Assert.Equal(0, Apply(set, Kernel.Binary<Greater>(), 2, 2));
        Assert.Equal(5, Apply(set, Kernel.Binary<Max>(), 5, -Inf));
        Assert.Equal(-Inf, Apply(set, Kernel.Binary<Min>(), 5, -Inf));
    }

    [Theory]
    [MemberData(nameof(Functions))]
    public void AnElementHasTheSameBitsWhereverItStands(InstructionSet set, string name)
    {
        PhiloxRandom random = new(5, 0);
        float[] xs = new float[257];
        for (int i = 0; i < xs.Length; i++)
        {
            xs[i] = (float)(random.NextNormal() * Math.Pow(10, random.NextInt(5) - 2));
        }

        float[] whole = Apply(set, Unary[name], xs);
        for (int start = 0; start < xs.Length; start += 3)
        {
            float[] part = Apply(set, Unary[name], xs[start..Math.Min(xs.Length, start + 1 + (start % 37))]);
            for (int i = 0; i < part.Length; i++)
            {
                Assert.Equal(BitConverter.SingleToInt32Bits(whole[start + i]), BitConverter.SingleToInt32Bits(part[i]));
            }
        }
    }

    private static void Is(InstructionSet set, string name, params (float X, float Y)[] pairs)
    {
        float[] results = Apply(set, Unary[name], [.. pairs.Select(p => p.X)]);
        foreach ((float result, (float x, float y)) in results.Zip(pairs))
        {
            bool equal = result.Equals(y) || Math.Abs(result - y) <= (2e-6 * Math.Abs(y)) + float.Epsilon;
            Expect.True(equal, $"{set} {name}({x:r}) = {result:r}, not {y:r}");
        }
    }

    private static float[] Apply(InstructionSet set, Kernel kernel, float[] xs)
    {
        float[] result = new float[xs.Length];
        fixed (float* source = xs)
        fixed (float* destination = result)
        {
            Operand operand = new() { Data = source, ColStride = 1 };
            kernel.Function(set)(destination, 0, &operand, 1, xs.Length);
        }

        return result;
    }

    private static float Apply(InstructionSet set, Kernel kernel, float a, float b)
    {
        float result;
        Operand* operands = stackalloc Operand[2];
        operands[0] = new() { Data = &a };
        operands[1] = new() { Data = &b };
        kernel.Function(set)(&result, 1, operands, 1, 1);
        return result;
    }
}
