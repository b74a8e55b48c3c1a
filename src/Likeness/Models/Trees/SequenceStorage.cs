using Likeness.Interop;
using Likeness.Models.Trees.Linear;

namespace Likeness.Models.Trees;

/// <summary>Reads a predictor from a checkpoint.</summary>
/// <param name="file">The checkpoint.</param>
/// <param name="prefix">The prefix of its arrays.</param>
/// <param name="levels">The values of the column; null for whether a value is missing.</param>
/// <param name="predictors">The number of columns before it.</param>
internal delegate IColumnPredictor PredictorReader(
    SafetensorsFile file,
    string prefix,
    ColumnLevels? levels,
    int predictors
);

/// <summary>A sequence of trees as arrays of a checkpoint.</summary>
internal static class SequenceStorage
{
    private const string Order = "order";
    private const string Powers = "powers";
    private const string PathLengths = "paths.lengths";
    private const string PathTimes = "paths.times";
    private const string PathRanks = "paths.ranks";

    /// <summary>The arrays.</summary>
    public static IReadOnlyList<TensorData> ToTensors(TreeSequence sequence)
    {
        int[] order = [.. sequence.Order];
        var tensors = new List<TensorData> { TensorData.Create<int>(Order, [order.Length], order) };
        for (int k = 0; k < order.Length; k++)
        {
            var column = sequence.Columns[k];
            string prefix = $"columns.{order[k]}";
            AddLevels(tensors, $"{prefix}.levels", column.Levels);
            if (column is FittedColumn fitted)
            {
                fitted.Values.AddTo(tensors, $"{prefix}.tree");
                fitted.Missing?.AddTo(tensors, $"{prefix}.missing");
                fitted.Linear?.AddTo(tensors, $"{prefix}.linear");
            }
        }

        if (sequence.Powers is { } powers)
        {
            tensors.Add(TensorData.Create<float>(Powers, [powers.Width, powers.Width], powers.Values));
        }

        if (sequence.Paths is { } paths)
        {
            tensors.Add(TensorData.Create<int>(PathLengths, [paths.Lengths.Length], paths.Lengths));
            tensors.Add(TensorData.Create<float>(PathTimes, [paths.Count], paths.Times));
            tensors.Add(TensorData.Create<float>(PathRanks, [paths.Count, paths.Width], paths.Ranks));
        }

        return tensors;
    }

    /// <summary>Reads what <see cref="ToTensors"/> wrote.</summary>
    /// <exception cref="LikenessException">An array is missing, or the arrays are not consistent.</exception>
    public static TreeSequence FromTensors(SafetensorsFile file, ModelSpace space, PredictorReader read)
    {
        int[] order = Numbers<int>(file, Order);
        var (dimensions, derived) = (space.Dimensions, space.Derived);
        // Runs from before there were derived columns have none.
        Require(
            order.Distinct().Count() == order.Length
                && order.Count(column => column >= 0 && column < dimensions.Count) == dimensions.Count
                && order.All(column => column >= 0 && column < dimensions.Count + derived.Count),
            Order
        );
        var columns = new SequenceColumn[order.Length];
        for (int k = 0; k < order.Length; k++)
        {
            string prefix = $"columns.{order[k]}";
            if (order[k] >= dimensions.Count)
            {
                var (dimension, parts, values) = derived[order[k] - dimensions.Count];
                Require(parts.All(part => order.AsSpan(0, k).Contains(part)), Order);
                columns[k] = new DerivedColumn(ReadLevels(file, $"{prefix}.levels", dimension), values);
                continue;
            }

            var levels = ReadLevels(file, $"{prefix}.levels", dimensions[order[k]]);
            string missing = $"{prefix}.missing";
            var linear = LinearPredictor.Read(file, $"{prefix}.linear", columns.AsSpan(0, k));
            columns[k] = new FittedColumn(
                levels,
                read(file, $"{prefix}.tree", levels, linear is null ? k : k + 1),
                file.Contains($"{missing}.rows") ? read(file, missing, null, k) : null,
                linear
            );
        }

        return new TreeSequence(order, columns, dimensions)
        {
            Powers = file.Contains(Powers) ? ReadPowers(file, dimensions.Count) : null,
            Paths = file.Contains(PathRanks) ? ReadPaths(file, dimensions.Count) : null,
        };
    }

    private static EvidencePowers ReadPowers(SafetensorsFile file, int width)
    {
        float[] powers = Numbers<float>(file, Powers);
        Require(powers.Length == (long)width * width && powers.All(power => power is >= 0 and <= 1), Powers);
        return new(powers, width);
    }

    private static RankPaths ReadPaths(SafetensorsFile file, int width)
    {
        var paths = new RankPaths(
            Numbers<int>(file, PathLengths),
            Numbers<float>(file, PathTimes),
            Numbers<float>(file, PathRanks)
        );
        Require(
            paths.Count > 0
                && paths.Lengths.All(length => length > 0)
                && paths.Lengths.Sum(length => (long)length) == paths.Count,
            PathLengths
        );
        Require(
            paths.Ranks.Length == (long)paths.Count * width
                && paths.Ranks.All(rank => float.IsNaN(rank) || rank is >= 0 and <= 1),
            PathRanks
        );
        return paths;
    }

    /// <summary>The numbers of an array.</summary>
    /// <exception cref="LikenessException">It is missing, or of another type.</exception>
    public static T[] Numbers<T>(SafetensorsFile file, string name)
        where T : unmanaged
    {
        var tensor = file[name];
        Require(tensor.Type == TensorData.Create<T>(name, [0], []).Type, name);
        return tensor.Values<T>();
    }

    /// <summary>Refuses a damaged array.</summary>
    /// <exception cref="LikenessException">The condition does not hold.</exception>
    public static void Require(bool holds, string name)
    {
        if (!holds)
        {
            throw new LikenessException(
                $"corrupt or foreign checkpoint: '{name}' holds values that no such model has (restore the file, or train again)"
            );
        }
    }

    private static void AddLevels(List<TensorData> tensors, string prefix, ColumnLevels levels)
    {
        tensors.Add(TensorData.Create($"{prefix}.rows", [levels.ValueRows.Length], levels.ValueRows));
        if (!levels.IsCategory)
        {
            tensors.Add(TensorData.Create($"{prefix}.values", [levels.Values.Length], levels.Values));
        }

        if (levels.Cells is { } cells)
        {
            tensors.Add(TensorData.Create<int>($"{prefix}.cells", [cells.Starts.Length], cells.Starts));
            tensors.Add(TensorData.Create<double>($"{prefix}.kept", [1], [cells.Kept]));
        }
    }

    private static ColumnLevels ReadLevels(SafetensorsFile file, string prefix, ModelDimension dimension)
    {
        int[] rows = Numbers<int>(file, $"{prefix}.rows");
        float[] values = dimension.IsCategory
            ? [.. Enumerable.Range(0, rows.Length).Select(code => (float)code)]
            : Numbers<float>(file, $"{prefix}.values");
        Require(
            values.Length == rows.Length
                && (!dimension.IsCategory || rows.Length == dimension.Bins)
                && rows.All(count => count >= 0)
                && rows.Sum(count => (long)count) < int.MaxValue,
            $"{prefix}.rows"
        );
        Require(
            values.All(float.IsFinite) && values.Zip(values.Skip(1)).All(pair => pair.First < pair.Second),
            $"{prefix}.values"
        );
        return new ColumnLevels(values, rows, dimension, ReadCells(file, prefix, values.Length));
    }

    // Runs of former versions have none.
    private static ValueCells? ReadCells(SafetensorsFile file, string prefix, int values)
    {
        if (!file.Contains($"{prefix}.cells"))
        {
            return null;
        }

        int[] starts = Numbers<int>(file, $"{prefix}.cells");
        double[] kept = Numbers<double>(file, $"{prefix}.kept");
        Require(
            starts.Length > 1
                && starts[0] == 0
                && starts[^1] == values
                && starts.Zip(starts.Skip(1)).All(pair => pair.First < pair.Second),
            $"{prefix}.cells"
        );
        Require(kept is [>= 0 and <= 1], $"{prefix}.kept");
        return new(starts, kept[0]);
    }
}
