namespace Likeness.Modalities.Images.Data;

/// <summary>
/// One label of the images of a set with its classes. A set of ten classes has one label; a set with
/// several simultaneous findings has one label of two classes for each.
/// </summary>
/// <param name="Name">The name of the label, such as <c>class</c> or <c>pneumonia</c>.</param>
/// <param name="Classes">The names of the classes.</param>
/// <param name="Values">The class of each image: an index in <paramref name="Classes"/>.</param>
public sealed record ImageLabel(string Name, IReadOnlyList<string> Classes, int[] Values)
{
    /// <summary>A label of the class of each image by name; the classes are in alphabetical order.</summary>
    /// <param name="ofImages">The name of each image's class.</param>
    /// <param name="name">The name of the label.</param>
    public static ImageLabel FromNames(IReadOnlyList<string> ofImages, string name = "class")
    {
        string[] classes = [.. ofImages.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        return new(
            name,
            classes,
            [.. ofImages.Select(one => Array.BinarySearch(classes, one, StringComparer.Ordinal))]
        );
    }

    /// <summary>The index of a class.</summary>
    /// <exception cref="LikenessException">There is none of that name.</exception>
    public static int NumberOf(IReadOnlyList<string> classes, string name)
    {
        int number = classes.ToList().IndexOf(name);
        return number >= 0
            ? number
            : throw new LikenessException(
                $"'{name}' is not a class of the images (choose from {string.Join(", ", classes)})"
            );
    }

    /// <summary>The label of some images, in this order.</summary>
    internal ImageLabel Take(IReadOnlyList<int> indices) => this with { Values = [.. indices.Select(i => Values[i])] };

    /// <summary>The images of some classes of the first label, or all images with one of several labels.</summary>
    /// <param name="labels">All labels.</param>
    /// <param name="classes">The names of the classes, or the name of one label.</param>
    /// <returns>The indices of the images, and their label, whose classes are in the given order.</returns>
    /// <exception cref="LikenessException">There is no label, or no class of a name.</exception>
    internal static (int[] Which, ImageLabel Label) OfClasses(
        IReadOnlyList<ImageLabel> labels,
        IReadOnlyList<string> classes
    )
    {
        if (labels.Count == 0)
        {
            throw new LikenessException(
                $"the images have no classes, of which {string.Join(", ", classes)} could be taken (give a folder for each class)"
            );
        }

        if (labels.Count > 1 && classes.FirstOrDefault(name => !labels[0].Classes.Contains(name)) is { } unknown)
        {
            var whole = classes.Count == 1 ? labels.FirstOrDefault(label => label.Name == unknown) : null;
            return whole is not null
                ? ([.. Enumerable.Range(0, whole.Values.Length)], whole)
                : throw new LikenessException(
                    $"'{unknown}' is not a class of '{labels[0].Name}' (choose from {string.Join(", ", labels[0].Classes)}, or give one label alone: {string.Join(", ", labels.Select(label => label.Name))})"
                );
        }

        int[] numbers = [.. classes.Select(name => NumberOf(labels[0].Classes, name))];
        var values = labels[0].Values;
        int[] which = [.. Enumerable.Range(0, values.Length).Where(i => numbers.Contains(values[i]))];
        return (
            which,
            new ImageLabel(labels[0].Name, classes, [.. which.Select(i => Array.IndexOf(numbers, values[i]))])
        );
    }

    /// <summary>The number of images per class: [Classes.Count].</summary>
    public int[] Counts()
    {
        var counts = new int[Classes.Count];
        foreach (int value in Values)
        {
            counts[value]++;
        }

        return counts;
    }
}
