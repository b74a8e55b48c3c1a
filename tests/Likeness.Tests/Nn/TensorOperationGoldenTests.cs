using System.Text.Json;
using Likeness.Compute.Compilation;
using Likeness.Compute.Cpu;
using Likeness.Compute.Graph;
using Likeness.Tests.House;
using Likeness.Tests.Models;

namespace Likeness.Tests.Nn;

/// <summary>Composed tensor operations compared with NumPy's, on every instruction set.</summary>
public sealed class TensorOperationGoldenTests
{
    private static readonly Tensor X = Numbers([4, 5, 3], 1, 2);
    private static readonly Tensor Y = Numbers([4, 5, 3], 2, 2);
    private static readonly Tensor P = X.Abs() + 0.1f;
    private static readonly Tensor Floor = Y.Floor();

    private static readonly Dictionary<string, Tensor> Results = new()
    {
        ["pow 3"] = X.Pow(3),
        ["pow -2"] = X.Pow(-2),
        ["pow 0"] = X.Pow(0),
        ["pow 0.5"] = P.Pow(0.5f),
        ["pow -0.5"] = P.Pow(-0.5f),
        ["pow 2.5"] = P.Pow(2.5f),
        ["pow -1.7"] = P.Pow(-1.7f),
        ["pow of tensor"] = P.Pow(Y),
        ["index one"] = X[1],
        ["index last of each"] = X[.., ^1],
        ["index ranges"] = X[1..3, .., 1..],
        ["index mixed"] = X[-2, 1..^1, 0],
        ["zeros"] = Tensor.Zeros([2, 3]),
        ["ones"] = Tensor.Ones([2, 3]),
        ["identity"] = Tensor.Identity(4),
        ["arange"] = Tensor.Arange(7),
        ["arange by step"] = Tensor.Arange(-1, 2, 0.3),
        ["arange downwards"] = Tensor.Arange(5, -5, -2.5),
        ["arange of none"] = Tensor.Arange(3, 3),
        ["stack 0"] = Tensor.Stack(0, X, Y),
        ["stack 2"] = Tensor.Stack(2, X, Y, P),
        ["stack last"] = Tensor.Stack(-1, X, Y),
        ["clamp"] = X.Clamp(-0.5f, 1.25f),
        ["clamp by tensors"] = X.Clamp(Y[..1] - 1, Y[..1] + 1),
        ["variance"] = X.Variance(),
        ["variance of middle"] = X.Variance([1]),
        ["unbiased variance"] = X.Variance([0, 2], keepDimensions: true, correction: 1),
        ["standard deviation"] = X.StandardDeviation([-1]),
        ["unbiased standard deviation"] = (X + 1000).StandardDeviation(correction: 1),
        ["less"] = X.Floor() < Floor,
        ["less or equal"] = X.Floor() <= Floor,
        ["greater"] = X.Floor() > Floor,
        ["greater or equal"] = X.Floor() >= Floor,
        ["not equal"] = X.Floor().NotEqualTo(Floor),
        ["min"] = X.Min(),
        ["min of ends"] = X.Min([0, -1], keepDimensions: true),
        ["argmax"] = X.ArgMax(1),
        ["argmax of ties"] = X.Floor().ArgMax(-1, keepDimensions: true),
        ["argmin"] = X.ArgMin(0),
        ["argmin of ties"] = X.Floor().ArgMin(1),
        ["ceiling"] = X.Ceiling(),
        ["flip"] = X.Flip(1),
        ["reshape"] = X.Reshape(-1, 6),
        ["unsqueeze and squeeze"] = X.Unsqueeze(-1).Squeeze(3).Unsqueeze(1),
        ["inverse of batch"] = Numbers([3, 6, 6], 3, 1).Inverse(),
        ["inverse"] = Numbers([24, 24], 4, 1).Inverse(),
        ["inverse of permutation"] = (Tensor.Identity(5).Gather(Tensor.Constant([5], 3, 0, 4, 1, 2)) * 2).Inverse(),
    };

    private static readonly Golden[] Expected = JsonSerializer.Deserialize<Golden[]>(
        Repository.Read("tests/golden/tensor_operations.json"),
        JsonSerializerOptions.Web
    )!;

    public static TheoryData<InstructionSet> Sets => [.. Enum.GetValues<InstructionSet>().Where(Isa.IsSupported)];

    [Fact]
    public void EveryOneIsCompared() =>
        Assert.Equal(Results.Keys.Order(), Expected.Select(golden => golden.Name).Order());

    [Theory]
    [MemberData(nameof(Sets))]
    public void AgreesWithNumPy(InstructionSet set)
    {
        using var graph = CompiledGraph.Compile(
            [.. Results.Values],
            options: new CompiledGraphOptions(Instructions: set)
        );
        graph.Run();
        foreach (var golden in Expected)
        {
            var result = Results[golden.Name];
            Assert.Equal(golden.Shape, result.Shape.ToArray());
            var actual = new float[golden.Values.Length];
            graph.Read(result, actual);
            double scale = golden.Values.Select(Math.Abs).DefaultIfEmpty(0).Max();
            // Entries of an inverse have errors relative to the largest; inputs near 1000 are themselves rounded to 6e-5.
            double tolerance = golden.Name switch
            {
                var name when name.StartsWith("inverse") => 1e-5,
                "unbiased standard deviation" => 1e-4,
                _ => 2e-6,
            };
            for (int i = 0; i < actual.Length; i++)
            {
                Assert.True(
                    Math.Abs(actual[i] - golden.Values[i])
                        <= tolerance * Math.Max(Math.Abs(golden.Values[i]), 0.05 * scale),
                    $"{set}: {golden.Name} [{i}] is {actual[i]:R}, not {golden.Values[i]:R}"
                );
            }
        }
    }

    private static Tensor Numbers(Shape shape, int index, double bound) =>
        Tensor.Constant(shape, Deterministic.Numbers(shape.Count, index, bound));

    private sealed record Golden(string Name, int[] Shape, double[] Values);
}
