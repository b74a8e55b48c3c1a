using Likeness.Compute.Compilation;
using Likeness.Compute.Cpu;
using Likeness.Compute.Graph;
using CompiledGraph = Likeness.Compute.Compilation.CompiledGraph;

namespace Likeness.Compute.Tests.Compilation;

/// <summary>Epilogues of matmuls: updates of weights that receive transposed blocks, and row sums.</summary>
public class MatMulEpilogueTests
{
    /// <summary>
    /// In a layer with many inputs and few outputs, the gradient of the outputs is transposed instead of the inputs; the weights
    /// are then transposed relative to the matmul.
    /// </summary>
    [Theory]
    [InlineData(64, 5, 512, 48)]
    [InlineData(64, 7, 330, 32)]
    [InlineData(33, 9, 1100, 64)]
    [InlineData(97, 6, 257, 32)]
    public void WeightsThatLieAcrossAProductAreUpdatedByIt(int samples, int positions, int inputs, int outputs)
    {
        var random = new RandomValues(11);
        double[] xs = random.Uniform(samples * positions * inputs, -0.5, 0.5);
        double[] gradients = random.Uniform(samples * positions * outputs, -0.5, 0.5);
        double[] weights = random.Uniform(outputs * inputs);
        // With weight decay, so that the update is a loop of several operations.
        double[] expected = Array.ConvertAll(weights, value => 0.75 * value);
        for (int n = 0; n < samples * positions; n++)
        {
            for (int o = 0; o < outputs; o++)
            {
                for (int i = 0; i < inputs; i++)
                {
                    expected[(o * inputs) + i] -= 0.25 * gradients[(n * outputs) + o] * xs[(n * inputs) + i];
                }
            }
        }

        foreach (InstructionSet set in Compiled.InstructionSets)
        {
            float[]? first = null;
            for (int workers = 1; workers <= 3; workers++)
            {
                using var pool = new WorkerPool(workers);
                using var weight = new Parameter("weight", [outputs, inputs]);
                Array.ConvertAll(weights, value => (float)value).CopyTo(weight.Values);
                Tensor x = Tensor.Input("x", [samples, positions, inputs]);
                Tensor gradient = Tensor.Input("gradient", [samples, positions, outputs]);
                Tensor product = Tensor.Contract("nto,nti->oi", gradient, x);
                Tensor update = Scaled(weight.Tensor, 0.75f) - Scaled(product, 0.25f);
                using CompiledGraph graph = CompiledGraph.Compile(
                    [],
                    [new Assignment(weight, update)],
                    new CompiledGraphOptions(pool, Instructions: set)
                );
                Assert.DoesNotContain($"copy {x.Shape}", graph.Explain(), StringComparison.Ordinal);
                graph.Write(x, Array.ConvertAll(xs, value => (float)value));
                graph.Write(gradient, Array.ConvertAll(gradients, value => (float)value));
                // Explain runs the graph as well.
                Array.ConvertAll(weights, value => (float)value).CopyTo(weight.Values);
                graph.Run();
                float[] results = weight.Values.ToArray();
                Assert.Equal(first ??= results, results);
            }

            for (int i = 0; i < expected.Length; i++)
            {
                Assert.Equal(expected[i], first![i], 2e-5);
            }
        }
    }

    /// <summary>Gradients of biases: sums over samples and positions of a matmul's epilogue.</summary>
    [Theory]
    [InlineData(64, 9, 128)]
    [InlineData(64, 1, 1030)]
    [InlineData(97, 19, 37)]
    [InlineData(8200, 3, 3)]
    public void RowsOfBlocksAreSummedInTheSameOrderByAnyNumberOfWorkers(int samples, int positions, int width)
    {
        Tensor x = Tensor.Input("x", [samples, positions, 24]);
        Tensor weight = Tensor.Input("weight", [width, 24]);
        Tensor y = Tensor.Contract("nti,oi->nto", x, weight).Relu();
        Tensor sum = y.Sum([0, 1]);
        Tensor largest = y.Max([0]);
        var random = new RandomValues(5);
        var given = new Dictionary<Tensor, double[]>
        {
            [x] = random.Uniform(x.Shape.Count),
            [weight] = random.Uniform(weight.Shape.Count),
        };
        Tensor[] outputs = [y, sum, largest];
        foreach (InstructionSet set in Compiled.InstructionSets)
        {
            float[][]? first = null;
            for (int workers = 1; workers <= 3; workers++)
            {
                using var pool = new WorkerPool(workers);
                using CompiledGraph graph = CompiledGraph.Compile(
                    outputs,
                    null,
                    new CompiledGraphOptions(pool, Instructions: set)
                );
                foreach ((Tensor input, double[] values) in given)
                {
                    graph.Write(input, Array.ConvertAll(values, value => (float)value));
                }

                Assert.DoesNotContain($"of {y.Shape}", graph.Explain(), StringComparison.Ordinal);
                graph.Run();
                float[][] results =
                [
                    .. outputs.Select(output =>
                    {
                        float[] values = new float[output.Shape.Count];
                        graph.Read(output, values);
                        return values;
                    }),
                ];
                first ??= results;
                Assert.Equal(first, results);
            }

            for (int k = 0; k < outputs.Length; k++)
            {
                double[] expected = Reference.Evaluate(outputs[k], given);
                for (int i = 0; i < expected.Length; i++)
                {
                    double close = 2e-5 * Math.Max(1, Math.Abs(expected[i]));
                    Assert.Equal(expected[i], first![k][i], close);
                }
            }
        }
    }

    private static Tensor Scaled(Tensor x, float factor) => x * Tensor.Constant(x.Shape, factor);
}
