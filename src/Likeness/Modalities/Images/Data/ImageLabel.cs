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

    /// <summary>The images of some classes of one label, or all images with one of several labels.</summary>
    /// <param name="labels">All labels.</param>
    /// <param name="classes">The names of the classes, as <c>Smiling=no</c> where several labels have one of this name; or the name of one label.</param>
    /// <returns>The indices of the images, and their label, whose classes are in the given order.</returns>
    /// <exception cref="LikenessException">There is no label, no class of a name, or several labels have it.</exception>
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

        var label = labels.Count == 1 ? labels[0] : LabelOf(labels, classes);
        if (label is null)
        {
            var whole = labels.First(one => one.Name == classes[0]);
            return ([.. Enumerable.Range(0, whole.Values.Length)], whole);
        }

        string[] names = [.. classes.Select(label.Plain)];
        if (names.CountBy(name => name).FirstOrDefault(one => one.Value > 1).Key is { } twice)
        {
            throw new LikenessException($"the class '{twice}' is named more than once (name it once)");
        }

        int[] numbers = [.. names.Select(name => NumberOf(label.Classes, name))];
        int[] which = [.. Enumerable.Range(0, label.Values.Length).Where(i => numbers.Contains(label.Values[i]))];
        return (
            which,
            new ImageLabel(label.Name, names, [.. which.Select(i => Array.IndexOf(numbers, label.Values[i]))])
        );
    }

    // The one of several labels that has all the classes; null if the only name is that of a label.
    private static ImageLabel? LabelOf(IReadOnlyList<ImageLabel> labels, IReadOnlyList<string> classes)
    {
        var having = labels.Where(label => classes.All(name => label.Classes.Contains(label.Plain(name)))).ToList();
        string all = string.Join(", ", labels.Select(label => label.Name));
        if (having.Count > 1)
        {
            string meant = string.Join(',', classes.Select(name => $"{having[0].Name}={name}"));
            throw new LikenessException(
                $"{string.Join(", ", classes)}: several labels have {(classes.Count == 1 ? "a class of this name" : "classes of these names")} (name the label, too, such as {meant}; the labels are {string.Join(", ", having.Select(label => label.Name))})"
            );
        }

        if (having.Count == 1)
        {
            return having[0];
        }

        string unknown = classes.FirstOrDefault(name => !labels[0].Classes.Contains(name)) ?? classes[0];
        return classes.Count == 1 && labels.Any(label => label.Name == unknown)
            ? null
            : throw new LikenessException(
                $"'{unknown}' is not a class of '{labels[0].Name}' (choose from {string.Join(", ", labels[0].Classes)}, or give one label alone: {all})"
            );
    }

    // The name of a class without that of this label before it.
    private string Plain(string name) =>
        name.StartsWith($"{Name}=", StringComparison.Ordinal) && !Classes.Contains(name)
            ? name[(Name.Length + 1)..]
            : name;

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
