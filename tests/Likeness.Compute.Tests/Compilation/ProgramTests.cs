using Likeness.Compute.Compilation;
using Likeness.Compute.Gradients;
using Likeness.Compute.Graph;
using Program = Likeness.Compute.Compilation.Program;

namespace Likeness.Compute.Tests.Compilation;

public class ProgramTests
{
    [Fact]
    public void ComputesASmallNetworkAndItsGradients()
    {
        var values = new RandomValues(1);
        Tensor x = Tensor.Input("x", [19, 5]);
        Tensor w1 = Tensor.Input("w1", [40, 5]);
        Tensor b1 = Tensor.Input("b1", [40]);
        Tensor w2 = Tensor.Input("w2", [3, 40]);
        Tensor hidden = (x.MatMul(w1.Transpose()) + b1).Tanh();
        Tensor loss = hidden.MatMul(w2.Transpose()).Square().Mean();
        var given = new Dictionary<Tensor, double[]>
        {
            [x] = values.Uniform(19 * 5),
            [w1] = values.Uniform(200),
            [b1] = values.Uniform(40),
            [w2] = values.Uniform(120),
        };
        Compiled.Agrees(loss, given);
        foreach (Tensor gradient in Gradient.Of(loss, x, w1, b1, w2))
        {
            Compiled.Agrees(gradient, given);
        }
    }

    [Fact]
    public void UpdatesParametersInPlaceAndReadsTheirOldValues()
    {
        using var p = new Parameter("p", [70, 30]);
        using var m = new Parameter("m", [70, 30]);
        var random = new RandomValues(2);
        float[] start = Array.ConvertAll(random.Uniform(2100), v => (float)v);
        start.CopyTo(p.Values);
        Tensor x = Tensor.Input("x", [50, 30]);
        float[] rows = Array.ConvertAll(random.Uniform(1500), v => (float)v);
        Tensor loss = x.MatMul(p.Tensor.Transpose()).Tanh().Sum();
        Tensor g = Gradient.Of(loss, p)[0];
        Tensor moment = (m.Tensor * 0.9f) + (g * 0.1f);
        double[] expectedMoment = Reference.Evaluate(moment, Given(x, rows));
        double[] expectedP = Reference.Evaluate(p.Tensor - (moment * 0.5f), Given(x, rows));
        using Program program = Program.Compile([loss], [new(m, moment), new(p, p.Tensor - (moment * 0.5f))]);
        program.Write(x, rows);
        program.Run();
        AssertClose(expectedMoment, m.Values);
        AssertClose(expectedP, p.Values);
    }

    private static Dictionary<Tensor, double[]> Given(Tensor x, float[] rows) =>
        new() { [x] = Array.ConvertAll(rows, v => (double)v) };

    private static void AssertClose(double[] expected, ReadOnlySpan<float> actual)
    {
        for (int i = 0; i < expected.Length; i++)
        {
            Assert.Equal(expected[i], actual[i], 2e-4);
        }
    }
}
