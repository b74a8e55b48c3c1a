namespace Likeness.Modalities.Images.Data;

/// <summary>The choice of some images of a part.</summary>
internal static class ImageSubset
{
    /// <summary>Random indices in ascending order.</summary>
    /// <param name="count">The number of images.</param>
    /// <param name="max">The number of indices; at most <paramref name="count"/>.</param>
    /// <param name="seed">The seed of the run.</param>
    public static int[] Choose(int count, int max, ulong seed)
    {
        int[] chosen = RandomUse.Subset.Random(seed).Permutation(count)[..max];
        Array.Sort(chosen);
        return chosen;
    }
}
