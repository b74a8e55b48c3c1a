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
