using System.Collections.Concurrent;
using Likeness.Compute.Compilation;
using Likeness.Compute.Gradients;
using Likeness.Compute.Graph;
using Likeness.Data;
using Likeness.Data.Transforms;
using Likeness.Models;
using Likeness.Models.Flows;
using Likeness.Testing;
using MathNet.Numerics.LinearAlgebra;

namespace Likeness.Tests.Models.Flows;

/// <summary>Property tests of every registered flow, in several dimensions.</summary>
public sealed class FlowPropertyTests
{
    private static readonly ConcurrentDictionary<(string Name, int Dimensions), Lazy<Trained>> Models = new();

    private const int Count = 500;

    private static IEnumerable<ModelEntry> Entries =>
        ModelRegistry.Learning(typeof(Table)).Where(entry => entry.ModelType.IsAssignableTo(typeof(IFlow)));

    public static TheoryData<string> Names => [.. LongTest.Some(Entries.Select(entry => entry.Name))];

    public static TheoryData<string, int> Flows => Each(1, 2, 3, 5);

    public static TheoryData<string, int> Integrated => Each(1, 2);

    private static TheoryData<string, int> Each(params int[] dimensions)
    {
        var data = new TheoryData<string, int>();
        foreach (var entry in LongTest.Some(Entries))
        {
            foreach (int each in dimensions)
            {
                data.Add(entry.Name, each);
            }
        }

        return data;
    }

    /// <summary>
    /// On rows like the training rows, and on noise, to 1e-5 of their size (at least 1). Where the inverse stretches, one bit of
    /// 32-bit noise exceeds that: 1 row in 100 may do so, and maps back to a row of the same noise.
    /// </summary>
    [Theory]
    [MemberData(nameof(Flows))]
    public void TheInverseUndoesTheForwardPass(string name, int dimensions)
    {
        var flow = (IFlow)Make(name, dimensions);
        var rows = Tensor.Constant([Count, dimensions], Rows(dimensions, Count, seed: 3));
        var rowsNoise = flow.Forward(rows).Noise;
        var rowsBack = flow.Inverse(rowsNoise);
        var sampled = Tensor.RandomNormal([Count, dimensions], stream: 9);
        var sampledRows = flow.Inverse(sampled);
        var sampledBack = flow.Forward(sampledRows).Noise;
        float[][] found = Evaluate(
            rows,
            rowsBack,
            rowsNoise,
            flow.Forward(rowsBack).Noise,
            sampled,
            sampledBack,
            sampledRows,
            flow.Inverse(sampledBack)
        );
        Check(found[0], found[1], found[2], found[3]);
        Check(found[4], found[5], found[6], found[7]);

        void Check(float[] here, float[] hereBack, float[] there, float[] thereBack)
        {
            double[] errors = Errors(here, hereBack, dimensions);
            double[] errorsThere = Errors(there, thereBack, dimensions);
            Assert.InRange(errors.Order().ElementAt(Count * 99 / 100), 0, 1e-5);
            Assert.All(errors.Zip(errorsThere, Math.Min), error => Assert.InRange(error, 0, 1e-5));
        }
    }

    /// <summary>The largest difference of each row, relative for numbers above 1.</summary>
    private static double[] Errors(float[] expected, float[] actual, int dimensions) =>
        [
            .. expected
                .Zip(actual, (a, b) => Math.Abs(a - b) / Math.Max(1.0, Math.Abs(a)))
                .Chunk(dimensions)
                .Select(row => row.Max()),
        ];

    [Theory]
    [MemberData(nameof(Flows))]
    public void TheLogDeterminantIsThatOfTheJacobian(string name, int dimensions)
    {
        var model = Make(name, dimensions);
        var flow = (IFlow)model;
        var rows = Tensor.Constant([Count, dimensions], Rows(dimensions, Count, seed: 4));
        var (noise, logDeterminant) = flow.Forward(rows);
        Tensor[] jacobian =
        [
            .. Enumerable.Range(0, dimensions).Select(i => Gradient.Compute(noise.Slice(1, i, 1).Sum(), rows)[0]),
        ];
        float[][] found = Evaluate([logDeterminant, .. jacobian]);
        for (int row = 0; row < Count; row++)
        {
            var matrix = Matrix<double>.Build.Dense(
                dimensions,
                dimensions,
                (i, j) => found[1 + i][(row * dimensions) + j]
            );
            Assert.Equal(Math.Log(Math.Abs(matrix.Determinant())), found[0][row], 1e-4);
        }
    }

    [Theory]
    [MemberData(nameof(Integrated))]
    public void TheDensityIntegratesToOne(string name, int dimensions)
    {
        var model = Make(name, dimensions);
        int side = dimensions == 1 ? 20_000 : 400;
        const double Reach = 10;
        double step = 2 * Reach / side;
        int count = dimensions == 1 ? side : side * side;
        var points = new float[count * dimensions];
        for (int i = 0; i < count; i++)
        {
            points[i * dimensions] = (float)(-Reach + ((i % side + 0.5) * step));
            if (dimensions == 2)
            {
                points[(i * 2) + 1] = (float)(-Reach + ((i / side + 0.5) * step));
            }
        }

        var rows = Tensor.Input("rows", [count, dimensions]);
        var density = ((IFlow)model).LogDensity(rows);
        using var graph = CompiledGraph.Compile([density]);
        graph.Write(rows, points);
        graph.Run();
        var values = new float[count];
        graph.Read(density, values);
        double integral = values.Sum(value => Math.Exp(value)) * Math.Pow(step, dimensions);
        Assert.Equal(1, integral, 2e-3);
    }

    /// <summary>Untrained, because of their size; the inverse of 40 dimensions compiles quickly.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void FortyDimensionsGoThereAndBack(string name)
    {
        using var model = ModelRegistry
            .Find(name, typeof(Table))
            .Create(ModelRegistry.Find(name, typeof(Table)).DefaultOptions(), 40, seed: 11);
        var rows = Tensor.Constant([64, 40], Deterministic.Numbers(64 * 40, 1, 2));
        float[][] found = Evaluate(rows, ((IFlow)model).Inverse(((IFlow)model).Forward(rows).Noise));
        double length = Math.Sqrt(40 * 2); // of a row
        Assert.All(Errors(found[0], found[1], 40), error => Assert.InRange(error, 0, 1e-5 * length));
    }

    /// <summary>A flow trained on a curve, once for all property tests.</summary>
    private static GenerativeModel Make(string name, int dimensions) =>
        Models
            .GetOrAdd(
                (name, dimensions),
                key => new Lazy<Trained>(() =>
                {
                    var options = ModelRegistry.Find(key.Name, typeof(Table)).DefaultOptions() with { BatchSize = 32 };
                    return new Trained(key.Name, Toy.Curve(320, key.Dimensions), epochs: 30, options: options);
                })
            )
            .Value.State.Chosen;

    /// <summary>Rows in model space that the flow was not trained on.</summary>
    private static float[] Rows(int dimensions, int count, ulong seed)
    {
        var transform = DataTransform.Fit(Toy.Curve(320, dimensions));
        var rows = new float[count * dimensions];
        transform.Forward(Toy.Curve(count, dimensions, seed), [.. Enumerable.Range(0, count)], rows);
        return rows;
    }

    private static float[][] Evaluate(params Tensor[] outputs)
    {
        using var graph = CompiledGraph.Compile(outputs);
        graph.Run();
        return Array.ConvertAll(
            outputs,
            output =>
            {
                var values = new float[output.Shape.Count];
                graph.Read(output, values);
                return values;
            }
        );
    }
}
