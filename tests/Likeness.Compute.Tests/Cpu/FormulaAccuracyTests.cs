using Likeness.Compute.Cpu;
using Likeness.Testing;

namespace Likeness.Compute.Tests.Cpu;

/// <summary>Every function is within its documented error of the double reference, for all magnitudes and signs.</summary>
public sealed unsafe class FormulaAccuracyTests
{
    private static readonly Dictionary<string, (Kernel Kernel, double Ulps, double Low, double High)> Functions = new()
    {
        ["exp"] = (Kernel.Unary<Exp>(), 2, -110, 95),
        ["expm1"] = (Kernel.Unary<Expm1>(), 2, -30, 95),
        ["log"] = (Kernel.Unary<Log>(), 2, 0, 3.4e38),
        ["log1p"] = (Kernel.Unary<Log1P>(), 2, -1, 3.4e38),
        ["tanh"] = (Kernel.Unary<Tanh>(), 2.5, -20, 20),
        ["sigmoid"] = (Kernel.Unary<Sigmoid>(), 2.5, -110, 110),
        ["softplus"] = (Kernel.Unary<Softplus>(), 2, -110, 110),
        ["erf"] = (Kernel.Unary<Erf>(), 2, -10, 10),
        ["sin"] = (Kernel.Unary<Sin>(), 2, -8192, 8192),
        ["cos"] = (Kernel.Unary<Cos>(), 2, -8192, 8192),
        ["sqrt"] = (Kernel.Unary<Sqrt>(), 0.5, 0, 3.4e38),
        ["reciprocal"] = (Kernel.Unary<Reciprocal>(), 0.5, -3.4e38, 3.4e38),
    };

    public static TheoryData<InstructionSet, string> Cases()
    {
        TheoryData<InstructionSet, string> cases = [];
        foreach (InstructionSet set in Sets.Here)
        {
            foreach (string name in Functions.Keys)
            {
                cases.Add(set, name);
            }
        }

        return cases;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void IsWithinItsStatedError(InstructionSet set, string name)
    {
        (Kernel kernel, double ulps, double low, double high) = Functions[name];
        float[] xs = [.. Arguments(low, high)];
        using Guarded source = new Guarded(xs.Length).With(xs);
        using Guarded result = new(xs.Length);
        Operand operand = new() { Data = source.Data, ColStride = 1 };
        kernel.Function(set)(result.Data, 0, &operand, 1, xs.Length);

        double worst = 0;
        float at = 0;
        for (int i = 0; i < xs.Length; i++)
        {
            double expected = kernel.Evaluate(xs[i]);
            double error = Ulps(result.Data[i], expected, name is "sin" or "cos" ? 0.25 : 0);
            if (error > worst)
            {
                (worst, at) = (error, xs[i]);
            }
        }

        Assert.True(worst <= ulps, $"{name}: {worst:g3} ulp at {at:r}: {kernel.Evaluate(at)}");
    }

    private static readonly uint Stride = LongTest.IsEnabled ? 1009u : 4049u;

    /// <summary>Every 1,009th (in a short run every 4,049th) float of the range, both signs, and 20,000 evenly between −10 and 10.</summary>
    private static IEnumerable<float> Arguments(double low, double high)
    {
        for (uint bits = 0; bits < 0x7F800000; bits += Stride)
        {
            float x = BitConverter.UInt32BitsToSingle(bits);
            if (x >= low && x <= high)
            {
                yield return x;
            }

            if (-x >= low && -x <= high)
            {
                yield return -x;
            }
        }

        for (int i = -10_000; i <= 10_000; i++)
        {
            if (i * 0.001 >= low && i * 0.001 <= high)
            {
                yield return i * 0.001f;
            }
        }
    }

    /// <summary>The distance in ulp of the true value, at least those of <paramref name="floor"/>.</summary>
    private static double Ulps(float actual, double expected, double floor)
    {
        if (float.IsInfinity((float)expected) || float.IsInfinity(actual) || double.IsNaN(expected))
        {
            bool overflows = double.IsFinite(expected) && Math.Abs(expected) > 3.402823e38;
            return actual.Equals((float)expected) || overflows ? 0 : double.PositiveInfinity;
        }

        float magnitude = (float)Math.Max(Math.Abs(expected), floor);
        double unit = (double)MathF.BitIncrement(magnitude) - magnitude;
        return Math.Abs(actual - expected) / unit;
    }
}
