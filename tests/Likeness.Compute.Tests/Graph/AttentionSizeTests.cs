using Likeness.Compute.Compilation;
using Likeness.Compute.Cpu;
using Likeness.Compute.Gradients;
using Likeness.Compute.Graph;
using Likeness.Compute.Tests.Cpu;
using CompiledGraph = Likeness.Compute.Compilation.CompiledGraph;

namespace Likeness.Compute.Tests.Graph;

/// <summary>
/// Attention at the sizes of real networks, for which the property tests of ops are too slow: head widths that are and are not
/// multiples of a vector, lengths around the kernels' block sizes, few and many samples, inputs stored by sample and by feature.
/// </summary>
public sealed class AttentionSizeTests
{
    private const double Tolerance = 2e-5;

    // Around the blocks of 32 queries and 128 keys for few samples, and of 10 and 20 for samples in the lanes.
    private static readonly (int Queries, int Sources)[] FewSamples =
    [
        (31, 31),
        (32, 128),
        (33, 129),
        (65, 127),
        (3, 140),
        (1, 257),
    ];
    private static readonly (int Queries, int Sources)[] ManySamples =
    [
        (9, 9),
        (10, 20),
        (11, 21),
        (20, 41),
        (21, 19),
        (31, 40),
    ];

    private static readonly int[] Features = [8, 16, 20, 32, 33, 64];

    public static TheoryData<int, int> Sizes => Of(1, 5, 16, 17, 33);

    /// <summary>Samples of a single query are processed 64 at a time, which are 4, 8 or 16 vectors.</summary>
    public static TheoryData<int, int> Caches => Of(1, 5, 16, 17, 33, 64, 65, 130);

    [Theory]
    [MemberData(nameof(Sizes))]
    public void AgreesWithItsDefinition(int batch, int features)
    {
        foreach (bool isCausal in new[] { false, true })
        {
            int turn = Array.IndexOf(Features, features) + (isCausal ? 3 : 0) + batch;
            (int queries, int sources) = (batch < 16 ? FewSamples : ManySamples)[turn % 6];
            sources = isCausal ? Math.Max(queries, sources) : sources;
            int count = turn % 4 == 0 ? Math.Max(isCausal ? queries : 1, sources - 3) : sources;
            var plain = new PlainAttention(batch, queries, sources, 1 + (turn % 3), features, isCausal, count);
            Check(plain);
        }
    }

    [Theory]
    [MemberData(nameof(Caches))]
    public void OneQueryAgreesWithTheDefinition(int batch, int features)
    {
        int turn = Array.IndexOf(Features, features) + batch;
        int[] counts = [1, 2, 15, 16, 17, 18, 20];
        var plain = new PlainAttention(batch, 1, 20, 1 + (turn % 3), features, false, counts[turn % counts.Length]);
        Check(plain);
    }

    /// <summary>A non-finite score gives the result of the definition.</summary>
    [Theory]
    [InlineData(2, 40)]
    [InlineData(17, 40)]
    [InlineData(17, 1)]
    [InlineData(70, 1)]
    public void WhatIsNotFiniteIsSeen(int batch, int queries)
    {
        int sources = batch < 16 ? 140 : 41;
        var plain = new PlainAttention(batch, queries, sources, 2, 16, false, sources);
        foreach (float special in new[] { float.NaN, float.PositiveInfinity, float.NegativeInfinity })
        {
            foreach (int position in new[] { 0, 23, sources - 1 })
            {
                // A feature of the second head of the last sample.
                int element = (((((batch - 1) * sources) + position) * plain.Heads) + 1) * plain.Features;
                Check(plain, keys => keys[element + 3] = special);
            }
        }
    }

    /// <summary>Compares the result and all gradients on every instruction set.</summary>
    /// <param name="plain">The definition.</param>
    /// <param name="change">A change of the keys.</param>
    private static void Check(PlainAttention plain, Action<double[]>? change = null)
    {
        int width = plain.Heads * plain.Features;
        Shape queries = [plain.Batch, plain.Queries, width];
        Shape sources = [plain.Batch, plain.Sources, width];
        Shape[] shapes = [queries, sources, sources, queries];
        var random = new RandomValues(7);
        double[][] values = Array.ConvertAll(shapes, shape => random.Uniform(shape.Count));
        change?.Invoke(values[1]);
        double[][] expected = plain.Of(values[0], values[1], values[2], values[3]);
        float[][] numbers = Array.ConvertAll(values, Floats);
        Tensor weights = Tensor.Constant(queries, numbers[3]);
        Parameter[] parameters = [.. shapes.Take(3).Select((shape, i) => new Parameter($"p{i}", shape))];
        // Samples of inputs are contiguous in memory, features of parameters are.
        Tensor[] inputs = [.. shapes.Take(3).Select((shape, i) => Tensor.Input($"x{i}", shape))];
        foreach (Tensor[] x in new[] { inputs, [.. parameters.Select(parameter => parameter.Tensor)] })
        {
            Tensor? count = plain.Count < plain.Sources ? Tensor.Constant([1], plain.Count) : null;
            Tensor result = Tensor.Attention(x[0], x[1], x[2], plain.Heads, plain.IsCausal, count);
            Tensor[] outputs = [result, .. Gradient.Compute((result * weights).Sum(), x)];
            foreach (InstructionSet set in Sets.Here)
            {
                using CompiledGraph graph = CompiledGraph.Compile(
                    outputs,
                    null,
                    new CompiledGraphOptions(Instructions: set)
                );
                for (int i = 0; i < x.Length; i++)
                {
                    numbers[i].CopyTo(parameters[i].Values);
                    if (x == inputs)
                    {
                        graph.Write(x[i], numbers[i]);
                    }
                }

                graph.Run();
                for (int i = 0; i < outputs.Length; i++)
                {
                    float[] actual = new float[outputs[i].Shape.Count];
                    graph.Read(outputs[i], actual);
                    AssertNear($"{plain}, {set}, output {i}", expected[i], actual);
                }
            }
        }

        Array.ForEach(parameters, parameter => parameter.Dispose());
    }

    private static void AssertNear(string what, double[] expected, float[] actual)
    {
        // The only source has a weight of 1 for any score, so its gradient is zero.
        double largest = Math.Max(0.5, expected.Where(double.IsFinite).Max(Math.Abs));
        for (int i = 0; i < expected.Length; i++)
        {
            bool same = double.IsFinite(expected[i])
                ? Math.Abs(expected[i] - actual[i]) <= Tolerance * largest
                : actual[i].Equals((float)expected[i]);
            if (!same)
            {
                Assert.Fail($"{what}: element {i} is {actual[i]:G9}, not {expected[i]:G9}, largest {largest:G3}");
            }
        }
    }

    private static TheoryData<int, int> Of(params int[] batches)
    {
        var sizes = new TheoryData<int, int>();
        foreach (int features in Features)
        {
            Array.ForEach(batches, batch => sizes.Add(batch, features));
        }

        return sizes;
    }

    private static float[] Floats(double[] values) => Array.ConvertAll(values, value => (float)value);
}
