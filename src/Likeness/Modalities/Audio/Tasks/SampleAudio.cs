using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Likeness.Modalities.Audio.Data;
using Likeness.Models;
using Likeness.Runs;

namespace Likeness.Modalities.Audio.Tasks;

/// <summary>Settings of <see cref="SampleAudio"/>.</summary>
public sealed record SampleAudioSettings : TaskSettings
{
    /// <inheritdoc/>
    public override bool TakesData => false;

    /// <summary>The number of clips.</summary>
    [OptionName("-n")]
    [Description("number of examples to sample")]
    [Range(1, int.MaxValue)]
    public int Count { get; init; } = 4;

    /// <summary>The class that clips are conditioned on; null for the classes in turn.</summary>
    [Category("Conditions")]
    [Description("condition on this class, if the run's model learned classes")]
    public string? Class { get; init; }

    /// <summary>The WAVE file or folder whose features in time the clips follow, of a run with local conditioning; null for the run's test clips.</summary>
    [Category("Conditions")]
    [Description(
        "a .wav file or a folder of them, whose loudness, pitch or spectrum the clips follow in turn, if the run was trained with --local-conditioning"
    )]
    public string? Follow { get; init; }

    /// <summary>The length of a clip in seconds; null for that of the longest clip that is followed, or 2.</summary>
    [Description("length of an audio clip, in seconds; else that of the longest followed clip, or 2")]
    [Range(1e-3, 3600)]
    public double? Seconds { get; init; }

    internal const double DefaultSeconds = 2;
}

/// <summary>Samples clips to one WAVE file or a folder of them.</summary>
internal sealed class SampleAudio : ModelTask<SampleAudioSettings>
{
    public override string Command => TaskCommand.Sample.Name;

    public override ModelUses Uses => ModelUses.Sampling;

    public override string OutputHelp => "a .wav file with all clips, or a folder";

    public override IReadOnlyList<(string Line, string Meaning)> Examples =>
        [
            ("likeness sample runs/notes -n 4 --seconds 2 --out clips", "audio, one WAVE file for each clip"),
            ("likeness sample runs/melody --follow hum.wav --out clips", "clips that follow the pitch of another"),
        ];

    public override void CheckOutput(string? output)
    {
        if (output is null)
        {
            throw new LikenessException(
                "clips are written to files (give --out x.wav for one with all clips, or a folder)"
            );
        }

        AudioSampleFile.Check(output);
    }

    protected override TaskResult Run(TrainedModel model, SampleAudioSettings settings, TaskContext context)
    {
        var audio = model.As<AudioModel>();
        if (settings.Follow is not null && audio.Transform.Local == LocalConditioning.None)
        {
            throw new LikenessException(
                "the run's model was trained without features to follow (train with --local-conditioning pitch, or leave --follow out)"
            );
        }

        var follow = settings.Follow is { } path ? audio.LoadClips(DataSource.FromFiles(path)) : null;
        int? samples = settings.Seconds is null ? follow?.Clips.Max(clip => clip.Length) : null;
        double seconds = settings.Seconds ?? SampleAudioSettings.DefaultSeconds;
        var clips = audio.SampleClips(
            settings.Count,
            Math.Max(1, samples ?? (int)(seconds * audio.Transform.Rate)),
            settings.Seed,
            settings.Class is { } name ? audio.Transform.ClassOf(name) : null,
            follow,
            context.Progress,
            context.CancellationToken
        );
        AudioSampleFile.Write(context.Output!, clips);
        return new TaskResult
        {
            Lines =
            [
                $"{Numeral.Counted(clips.Clips.Count, "clip")} written to {context.Output}",
                .. OutputFolder.Others(context.Output!, ".wav", clips.Clips.Count),
            ],
            Answer = new
            {
                clips.Clips.Count,
                File = context.Output,
                clips.Rate,
                Samples = clips.Clips[0].Length,
            },
        };
    }
}
