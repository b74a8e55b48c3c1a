using System.ComponentModel.DataAnnotations;
using Likeness.Compute.Graph;
using Likeness.Nn;

namespace Likeness.Models.Adaptation;

/// <summary>
/// Low-rank adaptation of a trained model. Hu et al. 2021, arXiv:2106.09685, §4.1: each matrix W of d × k becomes W + (α/r) B A, where W is
/// frozen, B (d × r) begins at 0 and A (r × k) at N(0, 1/k). Every other array is frozen, too, so that r (d + k) numbers are trained per matrix. A kernel
/// of a convolution is the matrix from its inputs at all positions to its outputs.
/// </summary>
/// <param name="Rank">r; a matrix with fewer rows or columns takes these instead.</param>
/// <param name="Alpha">α.</param>
/// <remarks>
/// The sum stands for W in every graph (<see cref="Parameter.Reparameterise"/>), so that no layer and no model knows of it. A model that is opened has
/// the sums as its weights (<see cref="Merge"/>), and samples at the speed of the first.
/// </remarks>
public sealed record LowRankAdapters([property: Range(1, 4096)] int Rank, [property: Range(1e-6, 1e6)] double Alpha)
{
    private const string Down = ".lora_a";
    private const string Up = ".lora_b";

    private double Scale => Alpha / Rank;

    /// <summary>Freezes a model, and adds adapters to its matrices.</summary>
    /// <param name="model">A model without adapters.</param>
    /// <param name="seed">The seed of A; null leaves it zero, to be loaded.</param>
    /// <exception cref="LikenessException">The model has no trained matrix, or an objective has none.</exception>
    internal void AddTo(GenerativeModel model, ulong? seed)
    {
        var before = model.Objectives.Select(objective => Matrices(objective.Parameters)).ToList();
        Parameter[] matrices = [.. model.Parameters.Trained.Where(IsMatrix)];
        model.Parameters.Freeze();
        var scope = new ParameterScope(model.Parameters, seed);
        foreach (var matrix in matrices)
        {
            Adapt(matrix, scope);
        }

        // An objective finds its parameters by their names; one that does so by their number would train those of another.
        var after = model.Objectives.Select(objective => Matrices(objective.Parameters));
        if (matrices.Length == 0 || !before.Zip(after).All(pair => pair.First.SetEquals(pair.Second)))
        {
            throw new LikenessException(
                $"a {model.GetType().Name} has no matrices that low-rank adapters can be added to (give --full, which trains all weights)"
            );
        }
    }

    /// <summary>Writes the sums W + (α/r) B A into a model without adapters.</summary>
    /// <param name="adapted">The model with adapters.</param>
    /// <param name="plain">A model of the same class, options and space; receives the weights.</param>
    internal void Merge(GenerativeModel adapted, GenerativeModel plain)
    {
        foreach (var target in plain.Parameters)
        {
            var source = adapted.Parameters[target.Name];
            source.Values.CopyTo(target.Values);
            if (adapted.Parameters.Find(source.Name + Up) is { } up)
            {
                AddProduct(target, up, adapted.Parameters[source.Name + Down]);
            }
        }

        (plain as IStoredArrays)?.CopyArraysFrom((IStoredArrays)adapted);
    }

    private static HashSet<string> Matrices(IEnumerable<Parameter> parameters) =>
        [
            .. parameters
                .Where(parameter => IsMatrix(parameter) || parameter.Name.EndsWith(Down, StringComparison.Ordinal))
                .Select(parameter => parameter.Name)
                .Where(name => !name.EndsWith(Up, StringComparison.Ordinal))
                .Select(name => name.EndsWith(Down, StringComparison.Ordinal) ? name[..^Down.Length] : name),
        ];

    private static bool IsMatrix(Parameter parameter) =>
        parameter.Shape.Rank > 1 && Math.Min(Rows(parameter), parameter.Shape.Count / Rows(parameter)) > 1;

    // d: the outputs of a kernel [kernel…, outputs, inputs], or the first axis.
    private static int Rows(Parameter parameter) => parameter.Shape[RowAxis(parameter)];

    private static int RowAxis(Parameter parameter) => parameter.CheckpointAxes is null ? 0 : parameter.Shape.Rank - 2;

    private void Adapt(Parameter matrix, ParameterScope scope)
    {
        int rows = Rows(matrix);
        int columns = matrix.Shape.Count / rows;
        int rank = Math.Min(Rank, Math.Min(rows, columns));
        int axis = RowAxis(matrix);
        int[] extents = [.. matrix.Shape];
        extents[axis] = rank;
        var down = scope.Normal(matrix.Name + Down, new Shape(extents), 1 / Math.Sqrt(columns));
        var up = scope.Constant(matrix.Name + Up, [rows, rank], 0);
        // Of a kernel: or, xyri -> xyoi.
        string others = string.Concat(Enumerable.Range(0, extents.Length).Select(i => (char)('a' + i)));
        string left = others.Remove(axis, 1).Insert(axis, "r");
        string result = others.Remove(axis, 1).Insert(axis, "o");
        matrix.Reparameterise(values => values + ((float)Scale * Tensor.Contract($"or,{left}->{result}", up, down)));
    }

    private void AddProduct(Parameter target, Parameter up, Parameter down)
    {
        var (rows, rank) = (up.Shape[0], up.Shape[1]);
        int inner = target.Shape.Skip(RowAxis(target) + 1).Aggregate(1, (product, extent) => product * extent);
        for (int i = 0; i < target.Shape.Count; i++)
        {
            var (block, place) = Math.DivRem(i, rows * inner);
            var (row, column) = Math.DivRem(place, inner);
            double sum = 0;
            for (int k = 0; k < rank; k++)
            {
                sum += (double)up.Values[(row * rank) + k] * down.Values[(((block * rank) + k) * inner) + column];
            }

            target.Values[i] += (float)(Scale * sum);
        }
    }
}
