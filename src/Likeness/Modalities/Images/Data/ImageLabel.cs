namespace Likeness.Modalities.Images.Data;

/// <summary>
/// One question about every image of a set, and its answers: which of the classes. A set of ten classes has one label; a set in
/// which several findings may hold at once has one label of two classes for each.
/// </summary>
/// <param name="Name">What is asked, such as <c>class</c> or <c>pneumonia</c>.</param>
/// <param name="Classes">The answers that are possible.</param>
/// <param name="Values">The answer for each image: a place in <paramref name="Classes"/>.</param>
public sealed record ImageLabel(string Name, IReadOnlyList<string> Classes, int[] Values)
{
    /// <summary>The place of a class among others.</summary>
    /// <exception cref="LikenessException">There is none of that name.</exception>
    public static int NumberOf(IReadOnlyList<string> classes, string name)
    {
        int number = classes.ToList().IndexOf(name);
        return number >= 0
            ? number
            : throw new LikenessException(
                $"'{name}' is no class of the images (choose from {string.Join(", ", classes)})"
            );
    }

    /// <summary>How many images have each answer: [Classes.Count].</summary>
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
