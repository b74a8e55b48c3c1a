using System.Text.Json;
using Likeness.Models;
using Likeness.Training;

namespace Likeness.Modalities;

/// <summary>Converts between examples in the user's units and the space of a model. Fitted on training examples, stored in run.json.</summary>
/// <typeparam name="T">A set of examples.</typeparam>
public interface IEncoding<in T>
{
    /// <summary>The encoding as JSON, every number exact.</summary>
    JsonElement ToJson();

    /// <summary>The space of the model.</summary>
    /// <param name="trainExamples">The number of training examples.</param>
    ModelSpace Space(int trainExamples);

    /// <summary>Examples as rows of that space, encoded on demand.</summary>
    /// <param name="examples">The examples.</param>
    /// <param name="isTraining">Whether they are augmented (shifted, mirrored) in each epoch if the model requests it.</param>
    /// <exception cref="LikenessException">The examples do not fit the encoding, or are too few.</exception>
    IExamples Examples(T examples, bool isTraining);
}
