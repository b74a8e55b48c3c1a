using System.Text.Json;
using Likeness.Models;
using Likeness.Training;

namespace Likeness.Modalities;

/// <summary>Between examples in the user's units and the space that a model works in. Fitted on training examples, stored in run.json.</summary>
/// <typeparam name="T">A set of examples.</typeparam>
public interface IEncoding<in T>
{
    /// <summary>The encoding as JSON, every number exact.</summary>
    JsonElement ToJson();

    /// <summary>The space that a model works in.</summary>
    /// <param name="trainExamples">How many examples there are to train on.</param>
    ModelSpace Space(int trainExamples);

    /// <summary>Examples as rows of that space, encoded when they are asked for.</summary>
    /// <param name="examples">The examples.</param>
    /// <param name="isTraining">Whether they are varied from epoch to epoch (shifted, mirrored) where the model asks for it.</param>
    /// <exception cref="LikenessException">The examples do not fit the encoding, or are too few.</exception>
    IExamples Examples(T examples, bool isTraining);
}
