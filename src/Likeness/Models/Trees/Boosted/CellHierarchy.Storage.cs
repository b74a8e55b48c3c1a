using Likeness.Interop;

namespace Likeness.Models.Trees.Boosted;

/// <content>Storage in checkpoints.</content>
internal sealed partial class CellHierarchy
{
    /// <inheritdoc/>
    public void AddTo(List<TensorData> tensors, string prefix)
    {
        var rows = new int[order.Length];
        for (int place = 0; place < order.Length; place++)
        {
            rows[order[place]] = before[place + 1] - before[place];
        }

        Add("order", order);
        Add("rows", rows);
        Add("left", Array.ConvertAll(nodes, node => node.Left));
        Add("middle", Array.ConvertAll(nodes, node => node.Middle));
        Add("trees", Array.ConvertAll(nodes, node => node.Trees));
        double[] baselines = Array.ConvertAll(nodes, node => node.Baseline);
        tensors.Add(TensorData.Create<double>($"{prefix}.baseline", [nodes.Length], baselines));
        trees.AddTo(tensors, prefix);

        void Add(string name, int[] numbers) =>
            tensors.Add(TensorData.Create<int>($"{prefix}.{name}", [numbers.Length], numbers));
    }

    /// <summary>Reads what <see cref="AddTo"/> wrote.</summary>
    /// <param name="file">The file.</param>
    /// <param name="prefix">The prefix of the names.</param>
    /// <param name="codes">The number of codes, missing included.</param>
    /// <param name="predictors">The number of columns before it.</param>
    /// <exception cref="LikenessException">An array is missing, or the arrays are not consistent.</exception>
    public static CellHierarchy Read(SafetensorsFile file, string prefix, int codes, int predictors)
    {
        int[] order = Numbers("order");
        int[] rows = Numbers("rows");
        int[] left = Numbers("left");
        int[] middle = Numbers("middle");
        int[] counts = Numbers("trees");
        double[] baselines = SequenceStorage.Numbers<double>(file, $"{prefix}.baseline");
        var trees = PackedTrees.Read(file, prefix, predictors);
        Require(order.Length == codes && order.Order().SequenceEqual(Enumerable.Range(0, codes)), "order");
        Require(
            rows.Length == codes
                && rows.All(count => count >= 0)
                && rows.Sum(count => (long)count) is > 0 and < int.MaxValue,
            "rows"
        );
        Require(left.Length > 0 && middle.Length == left.Length, "left");
        Require(counts.Length == left.Length && baselines.Length == left.Length, "trees");
        var nodes = new BoostedNode[left.Length];
        nodes[0] = new(0, codes, 0, 0, 0, 0, 0);
        int next = 1;
        int first = 0;
        for (int i = 0; i < nodes.Length; i++)
        {
            var (low, high) = (nodes[i].Low, nodes[i].High);
            Require(counts[i] >= 0 && counts[i] <= trees.Count - first && double.IsFinite(baselines[i]), "trees");
            nodes[i] = new(low, high, middle[i], left[i], baselines[i], first, counts[i]);
            first += counts[i];
            if (left[i] == 0)
            {
                Require(HasRows(low, high), "left");
                continue;
            }

            Require(left[i] == next && next < nodes.Length - 1, "left");
            Require(middle[i] > low && middle[i] < high, "middle");
            nodes[next] = new(low, middle[i], 0, 0, 0, 0, 0);
            nodes[next + 1] = new(middle[i], high, 0, 0, 0, 0, 0);
            next += 2;
        }

        Require(next == nodes.Length, "left");
        return new CellHierarchy(order, rows, nodes, trees);

        int[] Numbers(string name) => SequenceStorage.Numbers<int>(file, $"{prefix}.{name}");
        void Require(bool holds, string name) => SequenceStorage.Require(holds, $"{prefix}.{name}");
        bool HasRows(int low, int high) => order[low..high].Any(code => rows[code] > 0);
    }
}
