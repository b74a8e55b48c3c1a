using Likeness.Interop;
using Likeness.Trees;

namespace Likeness.Models.Trees.Boosted;

/// <content>Storage in checkpoints.</content>
internal sealed partial class PackedTrees
{
    private const int Words = 4; // of a set of bins

    /// <summary>Adds the arrays of the trees.</summary>
    /// <param name="tensors">Receives the arrays.</param>
    /// <param name="prefix">The prefix of their names.</param>
    public void AddTo(List<TensorData> tensors, string prefix)
    {
        var words = new ulong[bins.Length * Words];
        for (int i = 0; i < words.Length; i++)
        {
            words[i] = bins[i / Words][i % Words];
        }

        tensors.Add(TensorData.Create<int>($"{prefix}.roots", [roots.Length], roots));
        tensors.Add(TensorData.Create<int>($"{prefix}.nodes.left", [left.Length], left));
        tensors.Add(TensorData.Create<int>($"{prefix}.nodes.column", [column.Length], column));
        tensors.Add(TensorData.Create<ulong>($"{prefix}.nodes.bins", [bins.Length, Words], words));
        tensors.Add(TensorData.Create<float>($"{prefix}.nodes.value", [value.Length], value));
    }

    /// <summary>Reads what <see cref="AddTo(List{TensorData}, string)"/> wrote.</summary>
    /// <param name="file">The file.</param>
    /// <param name="prefix">The prefix of the names.</param>
    /// <param name="predictors">The number of predictors.</param>
    /// <exception cref="LikenessException">An array is missing, or the arrays are not consistent.</exception>
    public static PackedTrees Read(SafetensorsFile file, string prefix, int predictors)
    {
        int[] roots = SequenceStorage.Numbers<int>(file, $"{prefix}.roots");
        int[] left = SequenceStorage.Numbers<int>(file, $"{prefix}.nodes.left");
        int[] column = SequenceStorage.Numbers<int>(file, $"{prefix}.nodes.column");
        ulong[] words = SequenceStorage.Numbers<ulong>(file, $"{prefix}.nodes.bins");
        float[] value = SequenceStorage.Numbers<float>(file, $"{prefix}.nodes.value");
        int count = left.Length;
        SequenceStorage.Require(
            column.Length == count && words.Length == count * Words && value.Length == count,
            $"{prefix}.nodes.left"
        );
        SequenceStorage.Require(Array.TrueForAll(value, float.IsFinite), $"{prefix}.nodes.value");
        SequenceStorage.Require(
            roots.All(root => root >= 0 && root < count)
                && roots.Zip(roots.Skip(1)).All(pair => pair.First < pair.Second),
            $"{prefix}.roots"
        );
        for (int node = 0; node < count; node++)
        {
            bool isLeaf = left[node] == 0;
            SequenceStorage.Require(isLeaf || (left[node] > node && left[node] < count - 1), $"{prefix}.nodes.left");
            SequenceStorage.Require(
                isLeaf || (column[node] >= 0 && column[node] < predictors),
                $"{prefix}.nodes.column"
            );
        }

        var bins = new BinSet[count];
        for (int i = 0; i < words.Length; i++)
        {
            bins[i / Words][i % Words] = words[i];
        }

        return new PackedTrees(roots, left, column, bins, value);
    }
}
