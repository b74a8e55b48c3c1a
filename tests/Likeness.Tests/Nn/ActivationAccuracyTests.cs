using Likeness.Compute.Compilation;
using Likeness.Compute.Cpu;
using Likeness.Compute.Graph;
using Likeness.Nn;
using MathNet.Numerics;

namespace Likeness.Tests.Nn;

/// <summary>Every activation is within its documented error, on every instruction set, for all magnitudes and signs.</summary>
public sealed class ActivationAccuracyTests
{
    /// <summary>Each in double, its maximum error in ulp, and whether these are of x rather than of the result.</summary>
    private static readonly Dictionary<Activation, (Func<double, double> Exact, double Ulps, bool OfX)> Stated = new()
    {
        [Activation.Identity] = (x => x, 0, false),
        [Activation.Relu] = (x => Math.Max(x, 0), 0, false),
        [Activation.LeakyRelu] = (x => x > 0 ? x : 0.01f * (double)x, 0.5, false),
        [Activation.Elu] = (x => x > 0 ? x : Expm1(x), 2, false),
        [Activation.Gelu] = (x => 0.5 * x * SpecialFunctions.Erfc(-x / Math.Sqrt(2)), 2, true),
        [Activation.GeluTanh] = (GeluTanh, 2, true),
        [Activation.Silu] = (x => x / (1 + Math.Exp(-x)), 3, false),
        [Activation.Tanh] = (Math.Tanh, 2.5, false),
        [Activation.Sigmoid] = (x => 1 / (1 + Math.Exp(-x)), 2.5, false),
        [Activation.Softplus] = (x => Math.Max(x, 0) + SpecialFunctions.Log1p(Math.Exp(-Math.Abs(x))), 2, false),
    };

    public static TheoryData<Activation, InstructionSet> Cases()
    {
        var cases = new TheoryData<Activation, InstructionSet>();
        foreach (Activation activation in Enum.GetValues<Activation>())
        {
            foreach (InstructionSet set in Enum.GetValues<InstructionSet>().Where(Isa.IsSupported))
            {
                cases.Add(activation, set);
            }
        }

        return cases;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void IsWithinItsStatedError(Activation activation, InstructionSet set)
    {
        (Func<double, double> exact, double ulps, bool ofX) = Stated[activation];
        float[] xs = [.. Arguments()];
        Tensor input = Tensor.Input("x", [xs.Length]);
        Tensor result = activation.Apply(input);
        using var graph = CompiledGraph.Compile([result], null, new CompiledGraphOptions(Instructions: set));
        graph.Write(input, xs);
        graph.Run();
        float[] ys = new float[xs.Length];
        graph.Read(result, ys);
        double worst = 0;
        float at = 0;
        foreach ((float x, float y) in xs.Zip(ys))
        {
            double expected = exact(x);
            double unit = Unit(ofX ? x : (float)expected);
            double error = Math.Abs(y - expected) / unit;
            (worst, at) = error > worst ? (error, x) : (worst, at);
        }

        Assert.True(worst <= ulps, $"{worst:g3} units at {at:r}: {exact(at)}");
    }

    /// <summary>Every 20,011th float below 80 of both signs, and evenly between −10 and 10.</summary>
    private static IEnumerable<float> Arguments()
    {
        for (uint bits = 0; bits < BitConverter.SingleToUInt32Bits(80); bits += 20_011)
        {
            float x = BitConverter.UInt32BitsToSingle(bits);
            yield return x;
            yield return -x;
        }

        for (int i = -10_000; i <= 10_000; i++)
        {
            yield return i * 0.001f;
        }
    }

    private static double Unit(float value)
    {
        float magnitude = Math.Abs(value);
        return (double)MathF.BitIncrement(magnitude) - magnitude;
    }

    private static double Expm1(double x) => Math.Abs(x) < 1e-5 ? x + (x * x / 2) : Math.Exp(x) - 1;

    private static double GeluTanh(double x) =>
        0.5 * x * (1 + Math.Tanh(Math.Sqrt(2 / Math.PI) * (x + (0.044715 * x * x * x))));
}
