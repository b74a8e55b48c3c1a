using Likeness.Compute.Graph;

namespace Likeness.Models.Adaptation;

/// <summary>Copies the weights of a trained model into a model that extends it.</summary>
internal static class WeightTransfer
{
    /// <summary>The beginning of the names of copies that are trained beside the layers that they are copies of.</summary>
    public const string CopyPrefix = "control.";

    /// <summary>The name of the embedding of classes, whose last row stands for no class.</summary>
    public const string Classes = "classes";

    /// <summary>The name of the embedding of an edit's words, which begins as that of no class.</summary>
    public const string Words = "words";

    /// <summary>
    /// Copies each array to the one of its name, and to its copy if there is one. A weight with more inputs has zeros for the further ones. Arrays
    /// that the trained model lacks keep their values, but words begin as no class.
    /// </summary>
    /// <param name="trained">The trained model.</param>
    /// <param name="target">The model that extends it.</param>
    /// <exception cref="LikenessException">An array has another shape.</exception>
    public static void Copy(GenerativeModel trained, GenerativeModel target)
    {
        foreach (var source in trained.Parameters)
        {
            CopyTo(target.Parameters.Find(source.Name), source);
            CopyTo(target.Parameters.Find(CopyPrefix + source.Name), source);
        }

        CopyNoClass(trained.Parameters.Find($"{Classes}.weight"), target.Parameters.Find($"{Words}.weight"));

        if (trained is IStoredArrays arrays && target is IStoredArrays receiver)
        {
            receiver.CopyArraysFrom(arrays);
        }
    }

    private static void CopyNoClass(Parameter? classes, Parameter? words)
    {
        for (int word = 0; classes is not null && word < words?.Shape[0]; word++)
        {
            int width = classes.Shape[1];
            classes.Values[^width..].CopyTo(words.Values[(word * width)..]);
        }
    }

    private static void CopyTo(Parameter? target, Parameter source)
    {
        if (target is null)
        {
            return;
        }

        int from = source.Shape.Rank == 0 ? 1 : source.Shape[^1];
        int to = target.Shape.Rank == 0 ? 1 : target.Shape[^1];
        if (target.Shape.Rank != source.Shape.Rank || to < from || target.Shape.Count / to != source.Shape.Count / from)
        {
            throw new LikenessException(
                $"'{source.Name}' is {source.Shape} in the trained model and {target.Shape} in the other (give data like that of the run)"
            );
        }

        target.Values.Clear();
        for (int row = 0; row < source.Shape.Count / from; row++)
        {
            source.Values.Slice(row * from, from).CopyTo(target.Values[(row * to)..]);
        }
    }
}
