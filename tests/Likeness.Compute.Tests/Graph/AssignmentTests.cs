using Likeness.Compute.Compilation;
using Likeness.Compute.Cpu;
using Likeness.Compute.Graph;

namespace Likeness.Compute.Tests.Graph;

/// <summary>The assignment of rows to columns beside all permutations. A comparison with SciPy is in TransportPairsTests.</summary>
public sealed class AssignmentTests
{
    public static TheoryData<InstructionSet> Sets => Cpu.Sets.Theory;

    [Theory]
    [MemberData(nameof(Sets))]
    public void ItIsTheCheapestPermutation(InstructionSet set)
    {
        var random = new RandomValues(11);
        for (int size = 0; size < 7; size++)
        {
            for (int time = 0; time < 5; time++)
            {
                // Whole numbers, some of them equal, on half of the matrices.
                double[] costs = random.Uniform(size * size);
                costs = time % 2 == 0 ? costs : Array.ConvertAll(costs, cost => Math.Round(3 * cost));
                int[] found = Solve(costs, size, set);
                Assert.Equal(Enumerable.Range(0, size), found.Order());
                Assert.Equal(Permutations(size).Min(order => Cost(costs, order)), Cost(costs, found), 1e-6);
            }
        }
    }

    [Fact]
    public void CostsThatAreNotFiniteAreAvoided()
    {
        double[] costs = [double.NaN, 5, 1, double.PositiveInfinity];
        Assert.Equal([1, 0], Solve(costs, 2, InstructionSet.Portable));
    }

    private static int[] Solve(double[] costs, int size, InstructionSet set)
    {
        Tensor matrix = Tensor.Constant([size, size], Array.ConvertAll(costs, cost => (float)cost));
        Tensor columns = matrix.Assignment();
        using var graph = CompiledGraph.Compile([columns], null, new CompiledGraphOptions(Instructions: set));
        graph.Run();
        var values = new float[size];
        graph.Read(columns, values);
        return Array.ConvertAll(values, value => (int)value);
    }

    private static double Cost(double[] costs, int[] columns) =>
        columns.Select((column, row) => (double)(float)costs[(row * columns.Length) + column]).Sum();

    private static IEnumerable<int[]> Permutations(int size) =>
        size == 0
            ?
            [
                [],
            ]
            : Permutations(size - 1)
                .SelectMany(order =>
                    Enumerable.Range(0, size).Select(place => (int[])[.. order[..place], size - 1, .. order[place..]])
                );
}
