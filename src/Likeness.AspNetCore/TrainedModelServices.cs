using Likeness.Runs;
using Microsoft.Extensions.DependencyInjection;

namespace Likeness.AspNetCore;

/// <summary>Registers trained models as services. A <see cref="TrainedModel"/> is thread-safe, so that all requests share one.</summary>
public static class TrainedModelServices
{
    /// <summary>Registers the model of a run's folder as the singleton <see cref="TrainedModel"/>, which is opened at its first use and disposed with the container.</summary>
    /// <param name="services">The services.</param>
    /// <param name="folder">The run's folder. If it is unusable, the first use throws <see cref="LikenessException"/>.</param>
    /// <param name="threads">Threads that sample, shared by all requests; 0 for one per core.</param>
    /// <returns>The services.</returns>
    public static IServiceCollection AddTrainedModel(
        this IServiceCollection services,
        string folder,
        int threads = 0
    ) => services.AddSingleton(_ => TrainedModel.Open(folder, threads: threads));

    /// <summary>Registers the model of a run's folder under a key, which <c>[FromKeyedServices]</c> names, beside other models.</summary>
    /// <param name="services">The services.</param>
    /// <param name="key">The key.</param>
    /// <param name="folder">The run's folder. If it is unusable, the first use throws <see cref="LikenessException"/>.</param>
    /// <param name="threads">Threads that sample, shared by all requests of this model; 0 for one per core.</param>
    /// <returns>The services.</returns>
    public static IServiceCollection AddKeyedTrainedModel(
        this IServiceCollection services,
        object? key,
        string folder,
        int threads = 0
    ) => services.AddKeyedSingleton(key, (_, _) => TrainedModel.Open(folder, threads: threads));
}
