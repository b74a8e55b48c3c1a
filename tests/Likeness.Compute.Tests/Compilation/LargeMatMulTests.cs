using Likeness.Compute.Compilation;
using Likeness.Compute.Cpu;
using Likeness.Compute.Gradients;
using Likeness.Compute.Graph;
using Likeness.Compute.Tests.Cpu;
using Likeness.Testing;

namespace Likeness.Compute.Tests.Compilation;

/// <summary>A blocked matmul inside a graph: with an epilogue, and with the two matmuls of its gradient.</summary>
public sealed class LargeMatMulTests
{
    private const int Rows = 520;
    private const int Inner = 530;
    private const int Columns = 540;

    [Theory]
    [MemberData(nameof(Sets.Theory), MemberType = typeof(Sets))]
    public void AgreesWithDoubleInEveryForm(InstructionSet set)
    {
        (float[] y, float[] da, float[] db) = Results(new CompiledGraphOptions(Instructions: set));
        (double[,] a, double[,] b) = (new double[Rows, Inner], new double[Inner, Columns]);
        var random = new RandomValues(8);
        Fill(a, random.Uniform(Rows * Inner));
        Fill(b, random.Uniform(Inner * Columns));
        for (int sample = 0; sample < 400; sample++)
        {
            (int row, int k, int col) = (sample * 7 % Rows, sample * 11 % Inner, sample * 13 % Columns);
            double product = Enumerable.Range(0, Inner).Sum(i => a[row, i] * b[i, col]);
            AssertClose(product > 0 ? product : 0, y[(row * Columns) + col]);
        }

        // y² / 2 has the gradient y, so its matmuls are y·bᵀ and aᵀ·y.
        for (int sample = 0; sample < 400; sample++)
        {
            (int row, int k, int col) = (sample * 7 % Rows, sample * 11 % Inner, sample * 13 % Columns);
            AssertClose(
                Enumerable.Range(0, Columns).Sum(i => (double)y[(row * Columns) + i] * b[k, i]),
                da[(row * Inner) + k]
            );
            AssertClose(Enumerable.Range(0, Rows).Sum(i => a[i, k] * y[(i * Columns) + col]), db[(k * Columns) + col]);
        }
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    public void TheNumberOfWorkersChangesNoBit(int workers)
    {
        using var pool = new WorkerPool(workers);
        (float[] Y, float[] Da, float[] Db) expected = Results(new CompiledGraphOptions());
        (float[] Y, float[] Da, float[] Db) found = Results(new CompiledGraphOptions(pool));
        Assert.True(expected.Y.AsSpan().SequenceEqual(found.Y));
        Assert.True(expected.Da.AsSpan().SequenceEqual(found.Da));
        Assert.True(expected.Db.AsSpan().SequenceEqual(found.Db));
    }

    private static (float[] Y, float[] Da, float[] Db) Results(CompiledGraphOptions options)
    {
        using var a = new Parameter("a", [Rows, Inner]);
        using var b = new Parameter("b", [Inner, Columns]);
        var random = new RandomValues(8);
        Array.ConvertAll(random.Uniform(Rows * Inner), v => (float)v).CopyTo(a.Values);
        Array.ConvertAll(random.Uniform(Inner * Columns), v => (float)v).CopyTo(b.Values);
        Tensor y = a.Tensor.MatMul(b).Relu();
        Tensor[] gradients = Gradient.Compute((y.Square() * 0.5f).Sum(), [a.Tensor, b.Tensor]);
        using CompiledGraph graph = CompiledGraph.Compile([y, .. gradients], [], options);
        graph.Run();
        return (Read(graph, y), Read(graph, gradients[0]), Read(graph, gradients[1]));
    }

    private static float[] Read(CompiledGraph graph, Tensor tensor)
    {
        var values = new float[tensor.Shape.Count];
        graph.Read(tensor, values);
        return values;
    }

    private static void Fill(double[,] matrix, double[] values)
    {
        for (int i = 0; i < values.Length; i++)
        {
            matrix[i / matrix.GetLength(1), i % matrix.GetLength(1)] = (float)values[i];
        }
    }

    private static void AssertClose(double expected, float value) =>
        Expect.True(Math.Abs(expected - value) <= 1e-4 * (1 + Math.Abs(expected)), $"{value}, not {expected}");
}
