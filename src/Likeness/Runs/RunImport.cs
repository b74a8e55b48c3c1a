using Likeness.Modalities;
using Likeness.Models;
using Likeness.Models.ReferenceWeights;
using Likeness.Training;

namespace Likeness.Runs;

/// <summary>Creates a run from weights that another program trained.</summary>
public static class RunImport
{
    /// <summary>
    /// Copies the weights of a reference implementation into a model: RealNVP and the masked transformer of pi_generator, the Vanilla VAE of
    /// GenerativeZoo and PyTorch-VAE, GPT-2 of Hugging Face. The model and its sizes are inferred from the tensors.
    /// </summary>
    /// <param name="file">A file of <c>torch.save</c> or a safetensors file, or the folder of a Hugging Face model; its code is never executed.</param>
    /// <param name="settings">
    /// Model (null to infer it), data, folder; options are ignored. A text model and an image model may be imported without data; a model of tables has
    /// the default dataset.
    /// </param>
    /// <returns>The run, opened.</returns>
    /// <exception cref="LikenessException">
    /// The file is unreadable or contains more than tensors, its tensors are not those of a model, or the data or folder is unusable.
    /// </exception>
    public static TrainedModel FromFile(string file, RunSettings settings)
    {
        var read = ReferenceFile.Read(file);
        var (entry, layout) = ReferenceLayouts.Find(read, settings.Model);
        read = read.Renamed(layout.NameOf);
        var modality = ModalityRegistry.FromExamples(entry.Learns);
        var options = layout.OptionsOf(read);
        options.Validate();
        settings = settings with { Model = entry.Name, Data = SourceOf(read, settings.Data, modality, layout) };
        var data = Prepare(read, settings, modality, options, layout);
        using var state = new TrainingState(entry, options, data.Space, seed: null);
        WeightCopy.Fill(state.Model, options, layout, read);
        FitRest(state.Model, data, settings.Seed);
        state.Averaged?.Parameters.CopyFrom(state.Model.Parameters);
        string name = Path.GetFileNameWithoutExtension(Path.TrimEndingDirectorySeparator(Path.GetFullPath(file)));
        var folder = RunFolder.Create(
            settings.OutputFolder,
            $"{entry.Name}-{settings.Data?.ShortName ?? name}",
            out var hold
        );
        try
        {
            Checkpoint.Write(folder.CheckpointFile, state, entry.Name);
            RunJson.Write(
                folder.RunFile,
                TrainedModel.Describe(settings, modality, entry, options, data) with
                {
                    State = RunState.Imported,
                    ImportedFrom = Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(file))),
                }
            );
        }
        finally
        {
            hold.Dispose();
            folder.DiscardIfEmpty();
        }

        return TrainedModel.Open(folder.FullPath, threads: settings.Threads);
    }

    // Null where the run has no data: tables need some, the others only to evaluate.
    private static DataSource? SourceOf(ReferenceFile file, DataSource? source, Modality modality, WeightLayout layout)
    {
        if (source is null)
        {
            return modality == ModalityRegistry.Default ? DataSource.Embedded(modality.DefaultDataset!) : null;
        }

        return source.Modality == modality
            ? source
            : throw file.Error(
                $"these weights are those of {layout.Reference}, which learns {modality.Plural}, but {source.ShortName} is {source.Modality.Plural} (give --data {modality.SampleFileName})"
            );
    }

    private static PreparedData Prepare(
        ReferenceFile file,
        RunSettings settings,
        Modality modality,
        ModelOptions options,
        WeightLayout layout
    )
    {
        var split = modality.SplitOf(settings.Data, settings.Holdout, settings.Validation, settings.Seed);
        bool isGiven = layout.HasEncoding || settings.Data is null;
        return isGiven && layout.EncodingOf(file, options) is { } encoding
            ? modality.Prepare(settings.Data, options, split, encoding)
            : modality.Prepare(settings.Source, options, split, progress: null);
    }

    private static void FitRest(GenerativeModel model, PreparedData data, ulong seed)
    {
        if (model is IFitted { HasFit: true } fitted)
        {
            fitted.Fit(
                new FitRows(
                    data.Train.ForFit(data.Space, null),
                    data.Validation.ForFit(data.Space, null),
                    RandomUse.Fit.Seed(seed),
                    Workers: null,
                    _ => { },
                    CancellationToken.None
                )
            );
        }
    }
}
