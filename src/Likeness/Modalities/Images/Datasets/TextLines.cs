using System.Text;

namespace Likeness.Modalities.Images.Datasets;

/// <summary>Reads the lists of published datasets.</summary>
internal static class TextLines
{
    /// <summary>The lines of a text that are not empty, without spaces around them.</summary>
    public static string[] Split(byte[] text) =>
        Encoding
            .UTF8.GetString(text)
            .Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    /// <summary>The fields of a line, separated by spaces or tabs.</summary>
    /// <param name="line">The line.</param>
    /// <param name="count">The least number of fields.</param>
    /// <param name="list">The list, for the message.</param>
    /// <exception cref="LikenessException">There are fewer.</exception>
    public static string[] Fields(string line, int count, string list)
    {
        string[] fields = line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        return fields.Length >= count
            ? fields
            : throw new LikenessException(
                $"{list}: '{line}' has {fields.Length} fields instead of {count} (get a new copy of the file)"
            );
    }

    /// <summary>The index of a name in a list of classes.</summary>
    /// <param name="classes">The indices by name.</param>
    /// <param name="name">The name.</param>
    /// <param name="list">Where the name stands, for the message.</param>
    /// <exception cref="LikenessException">The name is not in the list.</exception>
    public static int ClassOf(IReadOnlyDictionary<string, int> classes, string name, string list) =>
        classes.TryGetValue(name, out int index)
            ? index
            : throw new LikenessException(
                $"{list}: '{name}' is not one of the {classes.Count} classes (get a new copy of the file)"
            );

    /// <summary>The indices of names.</summary>
    public static IReadOnlyDictionary<string, int> Indices(IReadOnlyList<string> classes) =>
        Enumerable.Range(0, classes.Count).ToDictionary(i => classes[i], StringComparer.Ordinal);
}
