using Likeness.Models;
using Likeness.Models.Adaptation;
using Likeness.Models.Diffusion;

namespace Likeness.Runs;

/// <summary>What an adaptation adds to a network: a control network, or the picture and the word of an edit as further inputs.</summary>
internal static class NetworkExtension
{
    private const string Extensible = "give a run of ddpm, flow-matching, score-sde or ncsnv2";

    /// <summary>The options of the extended network; the same where nothing is added.</summary>
    /// <exception cref="LikenessException">The model cannot be extended, or is extended already.</exception>
    public static ModelOptions Of(ModelOptions options, AdaptationSettings settings, string run)
    {
        if (settings.Control == ControlKind.None && !settings.Edits)
        {
            return options;
        }

        if (settings.Control != ControlKind.None && settings.Edits)
        {
            throw new LikenessException(
                "a run learns edits or has a control network, not both (adapt the run twice, into two folders)"
            );
        }

        string name = settings.Edits ? "learning edits" : "a control network";
        return options switch
        {
            DiffusionOptions { Control: not ControlKind.None } => throw new LikenessException(
                $"{run}: the run has a control network already (adapt the run that it began with)"
            ),
            DiffusionOptions { Edits: true } => throw new LikenessException(
                $"{run}: the run edits pictures already (adapt the run that it began with)"
            ),
            // A mirrored picture would not fit to a word such as left.
            DiffusionOptions diffusion when settings.Edits => diffusion with
            {
                Edits = true,
                Conditional = false,
                Flip = false,
            },
            DiffusionOptions diffusion => diffusion with { Control = settings.Control },
            _ => throw new LikenessException(
                $"{run}: {name} extends a U-Net of a diffusion model of images ({Extensible})"
            ),
        };
    }

    /// <summary>Refuses a model whose network was not extended as its options say.</summary>
    /// <exception cref="LikenessException">It has no such network.</exception>
    public static void Require(GenerativeModel model, ModelOptions options, string name)
    {
        string? prefix = options switch
        {
            DiffusionOptions { Control: not ControlKind.None } => WeightTransfer.CopyPrefix,
            DiffusionOptions { Edits: true } => $"{WeightTransfer.Words}.",
            _ => null,
        };
        if (prefix is not null && !model.Parameters.Any(one => one.Name.StartsWith(prefix, StringComparison.Ordinal)))
        {
            throw new LikenessException(
                $"{name} has no U-Net that a control network or edits could extend ({Extensible})"
            );
        }
    }
}
