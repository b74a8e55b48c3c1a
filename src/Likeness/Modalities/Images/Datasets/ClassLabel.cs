using Likeness.Interop;
using Likeness.Modalities.Images.Data;

namespace Likeness.Modalities.Images.Datasets;

/// <summary>Converts numbers in files to labels.</summary>
internal static class ClassLabel
{
    /// <summary>The name of the label if every image has one class.</summary>
    public const string Name = "class";

    /// <summary>One class for each image.</summary>
    /// <param name="file">The file, for messages.</param>
    /// <param name="numbers">The indices of the classes, (N) or (N, 1).</param>
    /// <param name="count">The number of images.</param>
    /// <param name="classes">The names of the classes.</param>
    /// <exception cref="LikenessException">The number of labels differs from the number of images, or an index is out of range.</exception>
    public static ImageLabel Create(string file, ByteArray numbers, int count, IReadOnlyList<string> classes)
    {
        if (numbers.Values.Length != count || numbers.Shape.Count is < 1 or > 2)
        {
            throw new LikenessException(
                $"{file}: labels {numbers.ShapeText} do not belong to {count} images (get images and labels from one place)"
            );
        }

        return new ImageLabel(Name, classes, Checked(file, numbers.Values, classes.Count));
    }

    /// <summary>For each image and each finding, whether it is present.</summary>
    /// <param name="file">The file, for messages.</param>
    /// <param name="numbers">0 or 1 for each image and finding: (N, findings).</param>
    /// <param name="count">The number of images.</param>
    /// <param name="findings">The names of the findings.</param>
    /// <exception cref="LikenessException">A number is neither 0 nor 1, or their count differs.</exception>
    public static IReadOnlyList<ImageLabel> Several(
        string file,
        ByteArray numbers,
        int count,
        IReadOnlyList<string> findings
    )
    {
        if (numbers.Shape is not [var images, var width] || images != count || width != findings.Count)
        {
            throw new LikenessException(
                $"{file}: labels {numbers.ShapeText} are not {findings.Count} for each of {count} images (get a new copy of the file)"
            );
        }

        int[] values = Checked(file, numbers.Values, 2);
        return
        [
            .. findings.Select(
                (name, i) =>
                    new ImageLabel(
                        name,
                        ["no", "yes"],
                        [.. Enumerable.Range(0, count).Select(image => values[(image * width) + i])]
                    )
            ),
        ];
    }

    private static int[] Checked(string file, byte[] values, int classes)
    {
        int bad = Array.FindIndex(values, value => value >= classes);
        return bad < 0
            ? [.. values.Select(value => (int)value)]
            : throw new LikenessException(
                $"{file}, element {bad}: a label is {values[bad]}, and 0 to {classes - 1} make sense (get a new copy of the file)"
            );
    }
}
