using System.Text.Json;
using Likeness.Interop;

namespace Likeness.Models.ReferenceWeights;

/// <summary>
/// The names and layouts that a reference implementation gives the weights of a model: read by <c>likeness import</c>, written by
/// <c>likeness export</c>.
/// </summary>
internal abstract class WeightLayout
{
    /// <summary>The implementation, as sentences name it.</summary>
    public abstract string Reference { get; }

    /// <summary>A tensor that all files of this layout have, after <see cref="NameOf"/>, and others do not.</summary>
    public abstract string Mark { get; }

    /// <summary>Whether the weights determine how data is encoded, such as a vocabulary.</summary>
    public virtual bool HasEncoding => false;

    /// <summary>Parameters that are fitted to training rows and are in no file.</summary>
    public virtual IReadOnlyList<string> Fitted => [];

    /// <summary>The name under which a tensor of a file is looked up.</summary>
    /// <param name="tensor">Its name in the file.</param>
    public virtual string NameOf(string tensor) => tensor;

    /// <summary>The model's options: sizes from the file, and the reference's training recipe.</summary>
    /// <exception cref="LikenessException">The file does not have the sizes of such a model.</exception>
    public abstract ModelOptions OptionsOf(ReferenceFile file);

    /// <summary>The encoding of the weights' data, for a run without data or one with <see cref="HasEncoding"/>; null where only data determines it.</summary>
    /// <param name="file">The file.</param>
    /// <param name="options">The result of <see cref="OptionsOf"/>.</param>
    /// <exception cref="LikenessException">The files beside the weights are missing or damaged.</exception>
    public virtual JsonElement? EncodingOf(ReferenceFile file, ModelOptions options) => null;

    /// <summary>The tensors of every parameter except those in <see cref="Fitted"/>.</summary>
    /// <param name="options">The model's options.</param>
    /// <param name="space">The space of its rows.</param>
    public abstract IEnumerable<WeightEntry> Entries(ModelOptions options, ModelSpace space);

    /// <summary>Tensors that are no parameters: they are written, and must have these values where a file has them.</summary>
    /// <param name="options">The model's options.</param>
    /// <param name="space">The space of its rows.</param>
    public virtual IEnumerable<TensorData> Constants(ModelOptions options, ModelSpace space) => [];

    /// <summary>Whether a tensor of a file has no meaning here, such as a counter of batches.</summary>
    /// <param name="tensor">The tensor's name.</param>
    public virtual bool IsIgnored(string tensor) => false;

    /// <summary>Checks a file beyond names and shapes.</summary>
    /// <exception cref="LikenessException">It has another meaning than the model gives it.</exception>
    public virtual void Check(ReferenceFile file, ModelSpace space) { }

    /// <summary>Why the reference would compute something else with the weights of a run: the rest of a sentence; null if it would not.</summary>
    /// <param name="options">The run's options.</param>
    public virtual string? DifferenceOf(ModelOptions options) => null;

    /// <summary>What a run has beside its weights that the reference has no place for: a sentence; null for nothing.</summary>
    /// <param name="options">The run's options.</param>
    public virtual string? LeftOut(ModelOptions options) => null;

    /// <summary>Writes tensors as the reference reads them.</summary>
    /// <param name="path">The file, or the folder of those that need several.</param>
    /// <param name="tensors">The tensors of all entries and constants.</param>
    /// <param name="options">The model's options.</param>
    /// <param name="encoding">The encoding in run.json.</param>
    /// <returns>The written files.</returns>
    /// <exception cref="LikenessException">They cannot be written, or the run has something that the reference does not know.</exception>
    public virtual IReadOnlyList<string> Write(
        string path,
        IReadOnlyList<TensorData> tensors,
        ModelOptions options,
        JsonElement encoding
    )
    {
        PthFile.Write(path, tensors);
        return [path];
    }
}
