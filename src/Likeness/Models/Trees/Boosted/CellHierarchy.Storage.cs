using Likeness.Interop;
using Likeness.Trees;

namespace Likeness.Models.Trees.Boosted;

/// <content>Storage in checkpoints.</content>
internal sealed partial class CellHierarchy
{
    private const int Words = 4; // of a set of bins

    /// <inheritdoc/>
    public void AddTo(List<TensorData> tensors, string prefix)
    {
        int[] rows = new int[order.Length];
        for (int place = 0; place < order.Length; place++)
        {
            rows[order[place]] = before[place + 1] - before[place];
        }

        var words = new ulong[trees.Bins.Length * Words];
        for (int i = 0; i < words.Length; i++)
        {
            words[i] = trees.Bins[i / Words][i % Words];
        }

        Add("order", order);
        Add("rows", rows);
        Add("middle", Array.ConvertAll(nodes, node => node.Middle));
        Add("left", Array.ConvertAll(nodes, node => node.Left));
        Add("trees", Array.ConvertAll(nodes, node => node.Trees));
        Add("roots", trees.Roots);
        Add("nodes.left", trees.Left);
        Add("nodes.column", trees.Column);
        tensors.Add(TensorData.Create<double>($"{prefix}.baseline", [nodes.Length], Array.ConvertAll(nodes, node => node.Baseline)));
        tensors.Add(TensorData.Create<double>($"{prefix}.slope", [nodes.Length], Array.ConvertAll(nodes, node => node.Slope)));
        tensors.Add(TensorData.Create<float>($"{prefix}.nodes.value", [trees.Value.Length], trees.Value));
        tensors.Add(TensorData.Create<ulong>($"{prefix}.nodes.bins", [trees.Bins.Length, Words], words));

        void Add(string name, int[] numbers) =>
            tensors.Add(TensorData.Create<int>($"{prefix}.{name}", [numbers.Length], numbers));
    }

    /// <summary>Reads what <see cref="AddTo"/> wrote.</summary>
    public static CellHierarchy Read(SafetensorsFile file, string prefix, ColumnLevels? levels, int predictors)
    {
        int[] order = SequenceStorage.Numbers<int>(file, $"{prefix}.order");
        int[] rows = SequenceStorage.Numbers<int>(file, $"{prefix}.rows");
        int[] middle = SequenceStorage.Numbers<int>(file, $"{prefix}.middle");
        int[] left = SequenceStorage.Numbers<int>(file, $"{prefix}.left");
        int[] counts = SequenceStorage.Numbers<int>(file, $"{prefix}.trees");
        double[] baseline = SequenceStorage.Numbers<double>(file, $"{prefix}.baseline");
        double[] slope = SequenceStorage.Numbers<double>(file, $"{prefix}.slope");
        ulong[] words = SequenceStorage.Numbers<ulong>(file, $"{prefix}.nodes.bins");
        var nodes = new BoostedNode[left.Length];
        nodes[0] = new(0, order.Length, 0, 0, 0, 0, 0, 0);
        for (int i = 0, first = 0; i < nodes.Length; i++)
        {
            var (low, high) = (nodes[i].Low, nodes[i].High);
            nodes[i] = new(low, high, middle[i], left[i], baseline[i], slope[i], first, counts[i]);
            first += counts[i];
            if (left[i] > 0)
            {
                nodes[left[i]] = new(low, middle[i], 0, 0, 0, 0, 0, 0);
                nodes[left[i] + 1] = new(middle[i], high, 0, 0, 0, 0, 0, 0);
            }
        }

        var bins = new BinSet[words.Length / Words];
        for (int i = 0; i < words.Length; i++)
        {
            bins[i / Words][i % Words] = words[i];
        }

        return new CellHierarchy(
            order,
            rows,
            nodes,
            new PackedTrees(
                SequenceStorage.Numbers<int>(file, $"{prefix}.roots"),
                SequenceStorage.Numbers<int>(file, $"{prefix}.nodes.left"),
                SequenceStorage.Numbers<int>(file, $"{prefix}.nodes.column"),
                bins,
                SequenceStorage.Numbers<float>(file, $"{prefix}.nodes.value")
            )
        );
    }
}
