using System.Globalization;

namespace Likeness.Interop;

/// <summary>Collects the tensors in a pickle's dictionaries, lists and tuples under names joined by dots.</summary>
internal sealed class TensorCollector
{
    private const int DeepestNesting = 16;
    private const int MaxVisits = 1_000_000;
    private const int LongestName = 1000;

    private readonly List<(string Name, PickleTensor View)> found = [];
    private readonly HashSet<string> names = new(StringComparer.Ordinal);
    private int visits;

    private TensorCollector() { }

    /// <summary>The tensors in the order of traversal.</summary>
    /// <exception cref="FormatException">There is none, two share a name, or the nesting is infinite.</exception>
    public static IReadOnlyList<(string Name, PickleTensor View)> Collect(object? root)
    {
        var collector = new TensorCollector();
        collector.Visit(root, string.Empty, 0);
        return collector.found.Count > 0 ? collector.found : throw new FormatException("it holds no tensors");
    }

    private void Visit(object? value, string name, int depth)
    {
        // A pickle can contain itself, or one list a thousand times in each of a thousand lists.
        if (depth > DeepestNesting || ++visits > MaxVisits || name.Length > LongestName)
        {
            throw new FormatException("its values are nested too deeply or too often");
        }

        switch (value)
        {
            case PickleTensor view:
                found.Add(names.Add(name) ? (name, view) : throw new FormatException($"it holds two tensors '{name}'"));
                break;
            case PickleDictionary dictionary:
                foreach (var (key, item) in dictionary.Items)
                {
                    Visit(item, Join(name, Convert.ToString(key, CultureInfo.InvariantCulture)!), depth + 1);
                }

                break;
            case PickleSequence sequence:
                for (int i = 0; i < sequence.Items.Count; i++)
                {
                    Visit(sequence.Items[i], Join(name, i.ToString(CultureInfo.InvariantCulture)), depth + 1);
                }

                break;
        }
    }

    private static string Join(string name, string part) => name.Length == 0 ? part : $"{name}.{part}";
}
