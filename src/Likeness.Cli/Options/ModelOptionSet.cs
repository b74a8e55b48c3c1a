using System.CommandLine;
using System.Reflection;
using Likeness.Modalities;
using Likeness.Models;

namespace Likeness.Cli.Options;

/// <summary>The options of a model, one per property of its options record; a new model needs no code here.</summary>
internal sealed class ModelOptionSet
{
    private readonly ModelEntry entry;
    private readonly List<(PropertyInfo Property, Option<object?> Option)> bindings = [];

    /// <summary>Makes the options.</summary>
    /// <param name="entry">The model.</param>
    /// <param name="options">The values shown as defaults; null for the model's own.</param>
    public ModelOptionSet(ModelEntry entry, ModelOptions? options = null)
    {
        this.entry = entry;
        var defaults = options ?? entry.DefaultOptions();
        var properties = entry.OptionsType.GetProperties(BindingFlags.Public | BindingFlags.Instance);
        foreach (var property in properties.Where(property => entry.Offers(property, defaults)))
        {
            var option = PropertyOption.Make(property, Flag.DefaultText(property.GetValue(defaults)));
            foreach (var spelt in entry.OptionsType.GetCustomAttributes<SpeltAttribute>())
            {
                if (spelt.Option == property.Name)
                {
                    option.Aliases.Add("--" + spelt.Spelling);
                }
            }

            bindings.Add((property, option));
        }

        if (entry.Presets.Count > 0)
        {
            Preset = Flag.Text(
                "--preset",
                "start from a preset instead of the defaults",
                string.Join('|', entry.Presets)
            );
        }
    }

    /// <summary>Training options: the properties that every model has.</summary>
    public IReadOnlyList<Option> Training =>
        [.. Preset is null ? [] : new Option[] { Preset }, .. Declared(by: type => type == typeof(ModelOptions))];

    /// <summary>Model options: the properties of its own record.</summary>
    public IReadOnlyList<Option> Model => [.. Declared(by: type => type != typeof(ModelOptions))];

    /// <summary>Sampling options: the properties that may change after training, and affect one of some uses of the model.</summary>
    public IReadOnlyList<Option> Sampling(ModelUses uses) =>
        [.. bindings.Where(binding => Affects(binding.Property, uses)).Select(binding => (Option)binding.Option)];

    private Option<string?>? Preset { get; }

    // Of several models of one name, which is meant; another than the default one was chosen by the data.
    private string Understood
    {
        get
        {
            if (ModelRegistry.Named(entry.Name).Count == 1)
            {
                return entry.Name;
            }

            string plural = ModalityRegistry.FromExamples(entry.Learns).Plural;
            return entry.Learns == ModalityRegistry.Default.ExampleType
                ? $"{entry.Name} for {plural}"
                : $"{entry.Name} for {plural}, which was chosen because the data is {plural}";
        }
    }

    /// <summary>Whether an option of this name is one of the model.</summary>
    public bool Offers(string name) => bindings.Any(binding => binding.Option.Name == name);

    /// <summary>Whether a command line sets the number of epochs or steps.</summary>
    public bool HasEpochs(ParseResult result) =>
        bindings.Any(binding =>
            binding.Property.Name is nameof(ModelOptions.Epochs) or nameof(ModelOptions.TrainSteps)
            && result.GetResult(binding.Option) is { Implicit: false }
        );

    /// <summary>The options record that a command line describes.</summary>
    /// <exception cref="LikenessException">There is no such preset, or a value is out of its range.</exception>
    public ModelOptions Read(ParseResult result)
    {
        var options =
            Preset is not null && result.GetValue(Preset) is { } preset
                ? entry.Preset(preset, Understood)
                : entry.DefaultOptions();
        options = options with { }; // a preset may be shared: never modify the original
        Set(options, bindings, result);
        options.Validate();
        return options;
    }

    /// <summary>The options of a training with the sampling options of a command line applied.</summary>
    public ModelOptions ReadSampling(ModelOptions trained, ModelUses uses, ParseResult result)
    {
        var options = trained with { };
        Set(options, bindings.Where(binding => Affects(binding.Property, uses)), result);
        return options;
    }

    /// <summary>The options of a training that another training of the same model may change: those of every model and every kind of data.</summary>
    public IReadOnlyList<Option> Retraining =>
        [.. bindings.Where(binding => IsRetraining(binding.Property)).Select(binding => (Option)binding.Option)];

    /// <summary>The options of a training with those of <see cref="Retraining"/> of a command line applied.</summary>
    public ModelOptions ReadRetraining(ModelOptions trained, ParseResult result)
    {
        var options = trained with { };
        Set(options, bindings.Where(binding => IsRetraining(binding.Property)), result);
        return options;
    }

    private static bool IsRetraining(PropertyInfo property) =>
        property.DeclaringType == typeof(ModelOptions) && !property.IsDefined(typeof(ForAttribute));

    private static void Set(
        ModelOptions options,
        IEnumerable<(PropertyInfo Property, Option<object?> Option)> bindings,
        ParseResult result
    )
    {
        foreach (var (property, option) in bindings)
        {
            if (result.GetResult(option) is { Implicit: false })
            {
                property.SetValue(options, result.GetValue(option));
            }
        }
    }

    private static bool Affects(PropertyInfo property, ModelUses uses) =>
        property.GetCustomAttribute<SamplingAttribute>() is { } sampling && (sampling.Affects & uses) != ModelUses.None;

    private IEnumerable<Option> Declared(Func<Type?, bool> by) =>
        bindings.Where(binding => by(binding.Property.DeclaringType)).Select(binding => (Option)binding.Option);
}
